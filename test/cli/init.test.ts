import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { isAbsolute, join, resolve } from 'node:path';
import type { Json } from '../support/json';
import { ratchet, temporaryFolder } from './ratchet';

/** A model server that lists its models, and nothing else. */
function listing(ids: readonly string[]): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    if (request.url !== '/v1/models') return void response.writeHead(404).end();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ object: 'list', data: ids.map((id) => ({ id })) }));
  });
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      done({ server, url: `http://127.0.0.1:${port}/v1` });
    });
  });
}

describe('ratchet init', () => {
  const folder = temporaryFolder();

  it('writes three files that validate, with the models that an endpoint has', async () => {
    const { server, url } = await listing(['nomic-embed-text', 'google/gemma-3-4b', 'lfm2:1.2b']);
    const into = join(folder, 'Office Tools');
    const { code, stdout, stderr } = await ratchet(['init', into, '--url', `${url}/`, '--yes']);
    server.close();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('1  google/gemma-3-4b  (endpoint)');
    const study = await readFile(join(into, 'study.yaml'), 'utf8');
    expect(study).toContain('study: office-tools\n');
    const models = await readFile(join(into, 'models.yaml'), 'utf8');
    expect(models).toContain(
      `  gemma-3-4b:\n    provider: openai-compatible\n    baseUrl: "${url}"`,
    );
    expect(models).toContain('#  lfm2-1.2b:');
    // Models of one server take turns, once the other one is used.
    expect(models.match(/pool: local/g)).toHaveLength(3);
    const files = ['study.yaml', 'suite.yaml', 'models.yaml'].map((name) => join(into, name));
    const checked = await ratchet(['validate', ...files]);
    expect({ code: checked.code, stderr: checked.stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('names the schemas for editors, where they are', async () => {
    const text = await readFile(join(folder, 'Office Tools/suite.yaml'), 'utf8');
    const [, path = ''] = /^# yaml-language-server: \$schema=(.*)\n/.exec(text) ?? [];
    expect(isAbsolute(path)).toBe(false);
    const schema: Json = JSON.parse(await readFile(resolve(folder, 'Office Tools', path), 'utf8'));
    expect(schema.properties).toHaveProperty('heldOut');
  });

  it('overwrites nothing, and writes nothing beside it', async () => {
    const file = join(folder, 'suite.yaml');
    await writeFile(file, 'mine');
    const { code, stderr } = await ratchet(['init', folder, '--yes', '--model', 'a']);
    expect(code).toBe(4);
    expect(stderr).toContain(`there is ${file}`);
    expect(await readFile(file, 'utf8')).toBe('mine');
    await expect(readFile(join(folder, 'study.yaml'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['--url', 'ftp://host/v1', 'expected an address such as'],
    ['--url', 'http://me:secret@host/v1', 'holds credentials'],
    ['--study', '../etc', 'expected 1 to 63 of a-z'],
  ])('says what is wrong with %s %s', async (option, value, words) => {
    const { code, stderr } = await ratchet(['init', join(folder, 'bad'), option, value, '--yes']);
    expect(code).toBe(4);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('secret');
  });

  it('tells a program what it found and wrote, an example where nothing answers', async () => {
    const into = join(folder, 'alone');
    const { stdout } = await ratchet(['init', into, '--url', 'http://127.0.0.1:9/v1', '--json']);
    const told: Json = JSON.parse(stdout);
    expect(told).toMatchObject({
      study: 'alone',
      servers: [],
      model: { name: 'my-model', baseUrl: 'http://127.0.0.1:9/v1' },
    });
    expect(told.written).toHaveLength(3);
  });
});
