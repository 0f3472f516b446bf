import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { codecServer } from '../../src/app/codec/codec-server';
import { EncryptionCodec } from '../../src/app/codec/encryption-codec';

const codec = new EncryptionCodec({ file: '/keys', keys: [{ id: 'k', bytes: randomBytes(32) }] });
const base64 = (text: string) => Buffer.from(text).toString('base64');
const PLAIN = { metadata: { encoding: base64('json/plain') }, data: base64('"secret"') };

describe('the codec server', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = codecServer(codec, 'http://ui.test').listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${Object(server.address()).port}`;
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const post = (path: string, body: string) => fetch(`${url}${path}`, { method: 'POST', body });

  it('gives back by /decode what /encode has hidden', async () => {
    const encoded = await (await post('/encode', JSON.stringify({ payloads: [PLAIN] }))).text();
    expect(encoded).not.toContain(PLAIN.data);
    const decoded = await post('/decode', encoded);
    expect(await decoded.json()).toEqual({ payloads: [PLAIN] });
    expect(decoded.headers.get('access-control-allow-origin')).toBe('http://ui.test');
  });

  it.each([
    ['/decode', 'no JSON', 400],
    ['/decode', '{}', 400],
    ['/other', '{}', 404],
  ])('refuses %s with %s', async (path, body, status) => {
    expect((await post(path, body)).status).toBe(status);
  });
});
