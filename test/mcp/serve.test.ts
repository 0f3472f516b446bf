import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { LONGEST_ANSWER } from '../../src/app/mcp/call-tool';
import { serve } from '../../src/app/mcp/serve';
import { PROTOCOL_VERSIONS } from '../../src/app/mcp/session';
import { type Tool, tool } from '../../src/app/mcp/tool';
import { toolsFor } from '../../src/app/mcp/tools';
import { fields } from '../../src/parse-issues';

const TOOLS: readonly Tool[] = [
  tool({
    name: 'echo',
    title: 'Echo',
    description: 'Says it again',
    input: fields({ text: z.string(), times: z.int().max(1_000_000).default(1) }),
    call: ({ text, times }) => Promise.resolve(text.repeat(times)),
  }),
  tool({
    name: 'fail',
    title: 'Fail',
    description: 'Fails',
    input: fields({}),
    call: () => Promise.reject(new Error('with a1b2c3d4e5f6g7h8i9j0')),
  }),
];

/** What the server answers to the lines, in the order of the answers. */
async function talk(lines: readonly unknown[], tools = TOOLS) {
  const input = new PassThrough();
  const told: string[] = [];
  const served = serve({ version: '1.2.3', tools, input, write: (line) => told.push(line) });
  for (const line of lines) {
    input.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  }
  input.end();
  await served;
  return told.map((line): unknown => JSON.parse(line));
}

const request = (method: string, params?: unknown, id: number | string = 1) => ({
  jsonrpc: '2.0',
  id,
  method,
  ...(params === undefined ? {} : { params }),
});
const call = (name: string, given?: unknown) => request('tools/call', { name, arguments: given });
const text = (words: string | RegExp, isError = false) => ({
  result: { content: [{ type: 'text', text: expect.stringMatching(words) }], isError },
});

describe('serve()', () => {
  it.each([...PROTOCOL_VERSIONS, '2099-01-01'])(
    'agrees on a version with a client of %s',
    async (version) => {
      const [answer] = await talk([request('initialize', { protocolVersion: version })]);
      const expected = version === '2099-01-01' ? PROTOCOL_VERSIONS[0] : version;
      expect(answer).toMatchObject({
        jsonrpc: '2.0',
        id: 1,
        result: {
          protocolVersion: expected,
          capabilities: { tools: {} },
          serverInfo: { name: 'ratchet', version: '1.2.3' },
        },
      });
    },
  );

  it('answers ping, and nothing to notifications and answers', async () => {
    const quiet = [
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { jsonrpc: '2.0', method: 'no/such' },
      { jsonrpc: '2.0', id: 4, result: {} },
    ];
    expect(await talk([...quiet, '', request('ping', {}, 'p')])).toEqual([
      { jsonrpc: '2.0', id: 'p', result: {} },
    ]);
  });

  it('lists tools with a schema of what they take', async () => {
    const [answer] = await talk([request('tools/list')]);
    expect(answer).toMatchObject({
      result: {
        tools: [
          {
            name: 'echo',
            description: 'Says it again',
            inputSchema: { type: 'object', required: ['text'], additionalProperties: false },
            annotations: { readOnlyHint: true },
          },
          { name: 'fail' },
        ],
      },
    });
  });

  it('calls a tool, and writes control characters out', async () => {
    const [answer] = await talk([call('echo', { text: 'a\u001b[2J\u009b\nb' })]);
    expect(answer).toMatchObject({
      result: { content: [{ type: 'text', text: 'a\\u001b[2J\\u009b\nb' }], isError: false },
    });
  });

  it('cuts a long answer and says so', async () => {
    const [answer] = await talk([call('echo', { text: 'ab', times: 100_000 })]);
    expect(answer).toMatchObject(text(/^abab[^]*\[cut here: 100000 of 200000 characters; ask for/));
    expect(JSON.stringify(answer).length).toBeLessThan(LONGEST_ANSWER + 200);
  });

  it.each([
    ['a wrong type', { text: 7 }, 'text: expected a text, found the number 7'],
    ['an unknown field', { text: 'a', tims: 2 }, 'tims: unknown field; did you mean "times"'],
    ['no object', 'text', 'expected an object'],
    ['too much', { text: 'a'.repeat(30_000) }, 'arguments: expected at most 20000 characters'],
  ])('tells the assistant of %s', async (_, given, words) => {
    expect(await talk([call('echo', given)])).toEqual([expect.objectContaining(text(words, true))]);
  });

  it('tells a failure as the result, without what looks like a key', async () => {
    const [answer] = await talk([call('fail')]);
    expect(answer).toMatchObject(text(/^Unexpected: with \[hidden, it may be a key\]$/, true));
  });

  it.each<[string, unknown, number]>([
    ['no JSON', '{"jsonrpc"', -32_700],
    ['another protocol', { id: 1, method: 'ping' }, -32_600],
    ['an id that is none', { jsonrpc: '2.0', id: {}, method: 'ping' }, -32_600],
    ['an unknown method', request('server/discover'), -32_601],
    ['a name that every object has', request('constructor'), -32_601],
    ['an unknown tool', call('ecko'), -32_602],
    ['no version', request('initialize', {}), -32_602],
    ['an empty batch', [], -32_600],
    ['a line too long', `{"a":"${'b'.repeat(1_100_000)}"}`, -32_600],
  ])('answers %s with an error, and goes on', async (_, line, code) => {
    const answers = await talk([line, request('ping', {}, 'after')]);
    expect(answers).toHaveLength(2);
    expect(answers).toContainEqual(
      expect.objectContaining({ error: expect.objectContaining({ code }) }),
    );
    expect(answers).toContainEqual({ jsonrpc: '2.0', id: 'after', result: {} });
  });

  it('answers a batch as one', async () => {
    const batch = [request('ping', {}, 1), { jsonrpc: '2.0', method: 'x' }, request('ping', {}, 2)];
    expect(await talk([batch])).toEqual([
      [
        { jsonrpc: '2.0', id: 1, result: {} },
        { jsonrpc: '2.0', id: 2, result: {} },
      ],
    ]);
  });

  it('does not answer what was called off', async () => {
    let go = (): void => undefined;
    const slow = tool({
      name: 'slow',
      title: 'Slow',
      description: 'Waits',
      input: fields({}),
      call: () => new Promise<string>((resolve) => (go = () => resolve('done'))),
    });
    const input = new PassThrough();
    const told: string[] = [];
    const served = serve({ version: '1', tools: [slow], input, write: (line) => told.push(line) });
    input.write(`${JSON.stringify(call('slow'))}\n`);
    const off = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } };
    input.end(`${JSON.stringify(off)}\n${JSON.stringify(request('ping', {}, 2))}\n`);
    while (told.length === 0) await new Promise((resolve) => setImmediate(resolve));
    go();
    await served;
    expect(told.map((line): unknown => JSON.parse(line))).toEqual([
      { jsonrpc: '2.0', id: 2, result: {} },
    ]);
  });
});

describe('toolsFor()', () => {
  const READING = [
    'list_studies',
    'study_status',
    'doctor',
    'decisions',
    'evidence',
    'report',
    'routes',
  ];

  it('lets an assistant read, pause and resume, and nothing more without the flag', () => {
    const tools = toolsFor({ allowControl: false });
    expect(tools.map(({ name }) => name)).toEqual([...READING, 'pause', 'resume']);
    expect(tools.filter(({ changes }) => !changes).map(({ name }) => name)).toEqual(READING);
  });

  it('adds what steers with it', () => {
    const names = toolsFor({ allowControl: true }).map(({ name }) => name);
    expect(names.slice(READING.length + 2)).toEqual([
      'stop',
      'set_generators',
      'set_budget',
      'add_candidate',
      'promote',
      'reject',
    ]);
  });

  it('describes each by a schema of an object', async () => {
    const [answer] = await talk([request('tools/list')], toolsFor({ allowControl: true }));
    const found = JSON.stringify(answer).match(/"inputSchema":\{[^}]*?"type":"object"/g);
    expect(found).toHaveLength(15);
  });
});
