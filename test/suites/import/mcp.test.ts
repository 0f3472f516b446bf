import { createServer } from 'node:http';
import { createSchemaReader } from '../../../activities/suites/schema-reader';
import { FORMATS } from '../../../src/app/import/formats';
import { freePort } from '../../support/free-port';
import { fileIn, temporaryFolder } from '../../cli/ratchet';

interface Said {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Answers as the protocol says, with two pages of tools; it stands for a real server. Needs nothing around it. */
function answer({ id, method, params = {} }: Said): object | null {
  const inputSchema = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };
  const tool = (name: string): object => ({ name, description: `Does ${name}`, inputSchema });
  const broken = { name: 'broken', inputSchema: { type: 'nonsense' } };
  const pages = [
    { tools: [tool('notes.add')], nextCursor: 'more' },
    { tools: [{ name: 'find', description: '', inputSchema }, broken, { nothing: true }] },
  ];
  const results: Readonly<Record<string, unknown>> = {
    initialize: {
      protocolVersion: params['protocolVersion'],
      capabilities: { tools: {} },
      serverInfo: { name: 'a', version: '1' },
    },
    'tools/list': pages[params['cursor'] === undefined ? 0 : 1],
  };
  return id === undefined ? null : { jsonrpc: '2.0', id, result: results[method ?? ''] };
}

/** It also writes what is no message, as servers do that do not keep to the protocol. */
const STDIO = `
const answer = ${answer.toString()};
console.log('starting');
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const said = answer(JSON.parse(line));
  if (said) console.log(JSON.stringify(said));
});`;

const read = (server: string) =>
  FORMATS['mcp']?.read(server, { callDue: true, prompt: 1, targets: 'contains' }, createSchemaReader());

describe('the tools of an MCP server', () => {
  it('become a suite with prompts to write, over standard input and output', async () => {
    const file = fileIn(temporaryFolder(), 'server.cjs', STDIO);
    const found = await read(`${process.execPath} ${file}`);
    expect(found?.entries.map(({ item }) => [item.id, item.expect])).toMatchObject([
      ['notes-add-1', { calls: [{ tool: 'notes_add', arguments: { text: { any: true } } }] }],
      ['notes-add-2', { calls: [{ tool: 'notes_add' }] }],
      ['no-call-1', 'none'],
      ['find-1', { calls: [{ tool: 'find' }] }],
      ['find-2', { calls: [{ tool: 'find' }] }],
      ['no-call-2', 'none'],
    ]);
    expect(found?.notCarried).toMatchObject([{ what: 'broken' }, { what: 'tool 4', why: 'it has no name' }]);
  });

  it('come over HTTP too, as JSON or as an event stream, in the session that the server opens', async () => {
    const sessions: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (data) => (body += String(data)));
      request.on('end', () => {
        sessions.push(request.headers['mcp-session-id']?.toString());
        const message: Said = JSON.parse(body);
        const said = answer(message);
        if (!said) return response.writeHead(202).end();
        const isStream = message.method === 'tools/list';
        response.writeHead(200, {
          'content-type': isStream ? 'text/event-stream' : 'application/json',
          'mcp-session-id': 's1',
        });
        return response.end(isStream ? `event: message\ndata: ${JSON.stringify(said)}\n\n` : JSON.stringify(said));
      });
    });
    const port = await freePort();
    await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
    try {
      const found = await read(`http://127.0.0.1:${port}/mcp`);
      expect(found?.entries).toHaveLength(6);
      expect(sessions).toEqual([undefined, 's1', 's1', 's1']);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('are told to be missing where the server ends, or is none', async () => {
    await expect(read(`${process.execPath} -e 0`)).rejects.toThrow(/Cannot ask the MCP server .*: it ended with 0/);
    await expect(read('http://127.0.0.1:1/mcp')).rejects.toThrow('Cannot ask the MCP server http://127.0.0.1:1:');
  });
});
