import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../support/free-port';
import { temporaryFolder } from './ratchet';

const program = join(__dirname, '..', '..', 'bin', 'ratchet');

describe('ratchet mcp', () => {
  it('speaks the protocol on standard output and nothing else, and ends with its input', async () => {
    const env = {
      ...process.env,
      RATCHET_DATA: temporaryFolder(),
      TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}`,
    };
    const child = spawn(program, ['mcp'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    let told = '';
    child.stdout.on('data', (data) => (told += String(data)));
    const requests = [
      { id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {} } },
      { method: 'notifications/initialized' },
      { id: 2, method: 'tools/list' },
      { id: 3, method: 'tools/call', params: { name: 'list_studies', arguments: {} } },
      { id: 4, method: 'tools/call', params: { name: 'stop', arguments: { study: 'lfm' } } },
    ];
    for (const request of requests) {
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...request })}\n`);
    }
    child.stdin.end();
    const [code] = await once(child, 'close');
    expect(code).toBe(0);

    const answers = told
      .trimEnd()
      .split('\n')
      .map((line): { readonly id: number } => JSON.parse(line))
      .toSorted((a, b) => a.id - b.id);
    expect(answers).toMatchObject([
      { id: 1, result: { protocolVersion: '2025-11-25', serverInfo: { name: 'ratchet' } } },
      {
        id: 2,
        result: { tools: expect.arrayContaining([expect.objectContaining({ name: 'evidence' })]) },
      },
      {
        id: 3,
        result: {
          isError: true,
          content: [
            { text: expect.stringContaining('Cannot reach the Temporal server at 127.0.0.1') },
          ],
        },
      },
      { id: 4, error: { code: -32_602, message: expect.stringContaining('--allow-control') } },
    ]);
  });
});
