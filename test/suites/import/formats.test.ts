import { createSchemaReader } from '../../../activities/suites/schema-reader';
import { describeIssues } from '../../../src/input-issue';
import { FORMATS } from '../../../src/app/import/formats';
import type { Imported } from '../../../src/suites/import/imported';
import { withoutTwins } from '../../../src/suites/import/without-twins';
import { packEntries } from '../../../src/suites/import/pack-entries';
import { parseSuite } from '../../../src/suites/parse-suite';
import { fileIn, temporaryFolder } from '../../cli/ratchet';

const OPTIONS = { callDue: true, prompt: 1, targets: 'contains' } as const;

/** Imports the first of the files. */
async function imported(format: string, files: Readonly<Record<string, string>>, options: object = {}): Promise<Imported> {
  const folder = temporaryFolder();
  const [first] = Object.entries(files).map(([name, text]) => fileIn(folder, name, text));
  const found = await FORMATS[format]?.read(first ?? '', { ...OPTIONS, ...options }, createSchemaReader());
  if (!found) throw new Error(`no format ${format}`);
  // What is carried over is a suite, whatever it came from.
  for (const suite of packEntries(found.entries, { name: 'mine', heldOutEvery: null, mostTools: 20 })) {
    const parsed = parseSuite(suite, createSchemaReader());
    expect(parsed.ok ? '' : describeIssues(parsed.issues)).toBe('');
  }
  return found;
}

const expectations = ({ entries }: Imported) => entries.map(({ item }) => item.expect);
const left = ({ notCarried }: Imported) => notCarried.map(({ at, what, why }) => `${at.replace(/^.*\//, '')} ${what}: ${why}`);

const TOOLS = `[{"type":"function","function":{"name":"weather.now","description":"The weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]`;

const CONFIG = `prompts:
  - 'Answer briefly: {{question}}'
  - 'Think, then answer: {{question}}'
providers:
  - id: openai:gpt-4o-mini
    config: { tools: file://tools.json }
defaultTest:
  vars: { place: Ghent }
tests:
  - description: a call
    vars: { question: 'What is the weather in {{place}}?' }
    assert: [{ type: is-valid-openai-tools-call }]
  - vars: { question: [Who wrote Emma?, Name the author of Emma.] }
    assert: [{ type: contains, value: Austen }, { type: llm-rubric, value: is polite }]
  - vars: { question: Say nothing. }
    assert: [{ type: javascript, value: output.length === 0 }]
  - vars: { question: Count to three as JSON. }
    assert: [{ type: is-json, value: { type: array } }]
  - vars: { question: How are you? }
    assert: [{ type: not-is-valid-openai-tools-call }]
  - vars: { question: The weather, twice. }
    assert: [{ type: tool-call-f1, value: [weather.now, weather.now] }]
  - vars: { nothing: here }
    assert: [{ type: equals, value: here }]
  - file://more.csv
`;

const MORE = `question,__expected,__description
"What is 2 + 2?",regex: \\b4\\b,arithmetic
"Look ahead.","regex: (?=a)b",looking ahead
"Capital of
France?",Paris,
`;

describe('a promptfoo config', () => {
  it('becomes items, with a line for each thing that is left', async () => {
    const found = await imported('promptfoo', { 'promptfooconfig.yaml': CONFIG, 'tools.json': TOOLS, 'more.csv': MORE });
    expect(found.entries.map(({ item }) => item.id)).toEqual([
      '1-a-call',
      '2-test-2-1',
      '2-test-2-2',
      '4-test-4',
      '5-test-5',
      '6-test-6',
      '8-arithmetic',
      '10-test-10',
    ]);
    const weather = { tool: 'weather_now', arguments: { city: { any: true } } };
    expect(expectations(found)).toMatchObject([
      { calls: [weather] },
      { answer: { matches: '(?s).*Austen.*' } },
      { answer: { matches: '(?s).*Austen.*' } },
      { answer: { schema: { type: 'array' } } },
      'none',
      { calls: [weather, weather] },
      { answer: { matches: String.raw`(?s:.*)(?:\b4\b)(?s:.*)` } },
      { answer: { matches: 'Paris' } },
    ]);
    expect(found.entries[1]?.item.messages).toEqual([{ role: 'user', content: 'Answer briefly: Who wrote Emma?' }]);
    expect(found.found).toBe(11);
    expect(left(found)).toEqual([
      expect.stringContaining('promptfooconfig.yaml:3 prompt 2: an item asks one prompt'),
      expect.stringContaining('promptfooconfig.yaml:13 test 2: assertion "llm-rubric"'),
      expect.stringContaining('promptfooconfig.yaml:13 test 2: assertion "llm-rubric"'),
      expect.stringContaining('promptfooconfig.yaml:15 test 3: assertion "javascript"'),
      expect.stringContaining('promptfooconfig.yaml:15 test 3: no assertion of it can be carried over'),
      expect.stringContaining('promptfooconfig.yaml:23 test 7: the variable {{question}} has no value'),
      expect.stringContaining('more.csv:3 looking ahead: assertion "regex": its regular expression'),
      expect.stringContaining('more.csv:3 looking ahead: no assertion'),
      expect.stringContaining('promptfooconfig.yaml:4 the tools: they are offered with the 5 items that expect an answer in words too'),
    ]);
  });

  it('asks the prompt that is named, and runs no programs', async () => {
    const second = await imported('promptfoo', { 'c.yaml': CONFIG, 'tools.json': TOOLS, 'more.csv': MORE }, { prompt: 2 });
    expect(second.entries[1]?.item.messages?.[0]?.content).toMatch(/^Think/);
    const missing = imported('promptfoo', { 'c.yaml': CONFIG, 'tools.json': TOOLS, 'more.csv': MORE }, { prompt: 3 });
    await expect(missing).rejects.toThrow('expected a prompt 3, found 2 prompts');
    const config = CONFIG.replace('tools.json', 'tools.js').replace('place: Ghent', 'place: file://place.py');
    const program = await imported('promptfoo', { 'c.yaml': config, 'more.csv': MORE });
    expect(program.entries).toEqual([]);
    expect(left(program)[0]).toMatch(/^c\.yaml:5 the tools of this provider: .*tools\.js is a program/);
    expect(left(program).slice(2)).toEqual(Array.from({ length: 10 }, () => expect.stringContaining('place.py is a program')));
    const asked = imported('promptfoo', { 'c.yaml': CONFIG.replace("'Answer briefly: {{question}}'", 'file://ask.py'), 'more.csv': MORE });
    await expect(asked).rejects.toThrow('ask.py is a program, and an import runs none; name another one with --prompt: 2');
  });
});

describe('an Inspect data set', () => {
  const SAMPLES = [
    { id: 7, input: 'Who wrote Emma?', target: 'Austen', metadata: { kind: 'books', notes: { long: true } } },
    { input: [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'Which is red?' }], choices: ['grass', 'blood'], target: 'B' },
    { input: 'A colour?', target: ['red', 'blue (dark)'] },
    { input: 'Break in.', target: 'flag', sandbox: 'docker' },
    { input: 'No target.' },
  ];

  it('becomes items that expect its targets', async () => {
    const found = await imported('inspect', { 'data.json': JSON.stringify(SAMPLES, null, 1) });
    expect(expectations(found)).toEqual([
      { order: 'any', answer: { contains: 'Austen' } },
      { order: 'any', answer: { equals: 'B' } },
      { order: 'any', answer: { matches: String.raw`(?is).*(?:red|blue \(dark\)).*` } },
    ]);
    expect(found.entries[0]?.item).toMatchObject({ id: '7', tags: ['kind=books'] });
    expect(found.entries[1]?.item.messages?.[1]?.content).toContain('B) blood\n\nAnswer with the letter alone.');
    expect(left(found)).toEqual([
      expect.stringContaining('data.json:2 7: metadata that are no short texts are no tags: notes'),
      expect.stringMatching(/^data\.json:\d+ sample 4: it needs "sandbox"/),
      expect.stringMatching(/^data\.json:\d+ sample 5: it has no target/),
    ]);
  });

  it('is the same in CSV and in JSON Lines', async () => {
    const lines = await imported('inspect', { 'data.jsonl': SAMPLES.map((each) => JSON.stringify(each)).join('\n') });
    const table = await imported(
      'inspect',
      { 'data.csv': 'id,input,target,choices\n7,Who wrote Emma?,Austen,\n,Which is red?,B,"[""grass"",""blood""]"\n,Which is green?,A,"grass, blood"\n' },
      { targets: 'equals' },
    );
    expect(lines.entries).toHaveLength(3);
    expect(lines.notCarried[1]?.at).toMatch(/data\.jsonl:4$/);
    expect(expectations(table)).toMatchObject([{ answer: { equals: 'Austen' } }, { answer: { equals: 'B' } }, { answer: { equals: 'A' } }]);
    expect(table.entries[2]?.item.messages?.[0]?.content).toContain('A) grass\nB) blood');
  });

  it('may have other names for its fields, and says so where it is not told them', async () => {
    const file = { 'data.jsonl': '{"question": "Who wrote Emma?", "answer": "Austen", "kind": "books", "level": 2}' };
    const fields = 'input=question, target=answer, metadata=kind, metadata=level';
    const found = await imported('inspect', file, { fields });
    expect(found.entries[0]?.item).toMatchObject({ expect: { answer: { contains: 'Austen' } }, tags: ['kind=books', 'level=2'] });
    await expect(imported('inspect', file)).rejects.toThrow('no sample has a field "input"; its fields are question, answer, kind, level; say which');
    await expect(imported('inspect', file, { fields: 'inputs=question' })).rejects.toThrow('found "inputs=question"; the fields are input, target');
  });

  it('tells what an item cannot hold', async () => {
    const samples = [
      { input: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }], target: '["x"]' },
      { input: [{ role: 'user', content: [{ type: 'image', image: 'a.png' }] }], target: 'x' },
      { input: [{ role: 'assistant', content: 'calling', tool_calls: [{ id: '1' }] }, { role: 'user', content: 'So?' }], target: 'x' },
      { input: 'Which?', choices: ['a', 'b'], target: ['A', 'B'] },
      { input: 'Which?', choices: ['a', 'b'], target: 'b' },
    ];
    const found = await imported('inspect', { 'data.jsonl': samples.map((each) => JSON.stringify(each)).join('\n') });
    expect(expectations(found)).toMatchObject([{ answer: { contains: '["x"]' } }]);
    expect(left(found)).toEqual([
      expect.stringContaining('data.jsonl:2 sample 2: a message of it has other parts than text'),
      expect.stringContaining('data.jsonl:3 sample 3: a message of it has calls of tools'),
      expect.stringContaining('data.jsonl:4 sample 4: several of its choices are right together'),
      expect.stringContaining('data.jsonl:5 sample 5: its target is none of the letters of its choices, A, B: "b"'),
    ]);
  });
});

describe('a table of one\'s own', () => {
  const ROWS = [
    'id,prompt,tool,arguments,contains,tags,heldOut,expekt',
    'rain,Will it rain in Ghent?,weather_now,"{""city"": ""Ghent""}",,"weather, short",,',
    'thanks,Thank you!,none,,,,yes,',
    'emma,Who wrote Emma?,,,Austen,,,',
    'oslo,Will it rain in Oslo?,weather_now,{city: Oslo},,,,',
    'nobody,Hello?,,,,,,none',
    'sun,Sun in Rome?,wether,,,,,',
  ].join('\n');

  it('becomes items by its columns', async () => {
    const folder = temporaryFolder();
    const tools = fileIn(folder, 'tools.json', TOOLS);
    const found = await imported('csv', { 'mine.csv': ROWS }, { tools });
    expect(found.entries.map(({ item }) => item)).toMatchObject([
      { id: 'rain', tags: ['weather', 'short'], expect: { calls: [{ tool: 'weather_now', arguments: { city: 'Ghent' } }] } },
      { id: 'thanks', expect: 'none', heldOut: true },
      { id: 'emma', expect: { answer: { contains: 'Austen' } } },
    ]);
    expect(left(found)).toEqual([
      expect.stringContaining('mine.csv:5 oslo: arguments: expected JSON'),
      expect.stringContaining('mine.csv:6 column "expekt": nothing is known of it'),
      expect.stringContaining('mine.csv:6 nobody: it expects nothing'),
      expect.stringMatching(/^mine\.csv:7 sun: .*wether/),
    ]);
  });

  it('needs a column with the requests', async () => {
    const table = imported('csv', { 'mine.csv': 'question,answer\nWho?,Austen\n' });
    await expect(table).rejects.toThrow('no row has a column "prompt" or "messages"; its columns are question, answer; name');
  });

  it('may be JSON Lines with an expectation as suites have it', async () => {
    const line = { id: 'a', messages: [{ role: 'user', content: 'Rain?' }], expect: { calls: [{ tool: 'weather_now', arguments: { city: { sameWords: 'St. Ives' } } }] } };
    const tools = fileIn(temporaryFolder(), 'tools.json', TOOLS);
    const found = await imported('jsonl', { 'mine.jsonl': JSON.stringify(line) }, { tools });
    expect(expectations(found)).toMatchObject([line.expect]);
    expect(found.notCarried).toEqual([]);
  });
});

describe('entries that ask and expect the same', () => {
  it('are one, and the others are told', async () => {
    const rows = 'id,prompt,equals\na,Capital of Norway?,Oslo\nb,Capital of  norway?,Oslo\nc,Capital of Norway?,Bergen\n';
    const found = withoutTwins(await imported('csv', { 'mine.csv': rows }));
    expect(found.entries.map(({ item }) => item.id)).toEqual(['a', 'c']);
    expect(left(found)).toEqual([expect.stringContaining('mine.csv:3 b: it asks and expects the same as a')]);
  });
});
