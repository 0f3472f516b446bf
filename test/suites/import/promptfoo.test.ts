import { createSchemaReader } from '../../../activities/suites/schema-reader';
import { answerFits } from '../../../src/outcomes/answer-fits';
import { answerFromFile } from '../../../src/suites/answer-from-file';
import type { Imported } from '../../../src/suites/import/imported';
import { testOfRow } from '../../../src/suites/import/promptfoo-csv';
import { entriesOfPromptfoo } from '../../../src/suites/import/promptfoo-entry';
import { filledIn } from '../../../src/suites/import/template';
import { foundTools, type DraftTool } from '../../../src/suites/import/tools-of';

const TOOL: DraftTool = {
  name: 'find_train',
  description: 'Finds a train',
  parameters: { type: 'object', properties: { to: { type: 'string' }, adults: { type: 'integer' } }, required: ['to'] },
};

interface Given {
  readonly prompt?: string;
  readonly defaults?: object;
  readonly tools?: readonly DraftTool[];
  readonly names?: readonly string[];
}

function imported(test: object, { prompt = 'Say {{word}}.', defaults = {}, tools = [], names = [] }: Given = {}): Imported {
  const given = { vars: { word: 'hello' }, ...test };
  return entriesOfPromptfoo(
    { at: 'c.yaml:1', number: 1, test: given, prompt: { text: prompt, names }, defaults: { at: 'c.yaml:9', value: defaults }, tools, env: { TOWN: 'Ghent' } },
    createSchemaReader(),
  );
}

const expected = (assert: readonly object[], tools: readonly DraftTool[] = []) =>
  imported({ assert }, { tools }).entries.map(({ item }) => item.expect);
const why = ({ notCarried }: Imported) => notCarried.map((each) => each.why);

/** Does an item that was made of these assertions take the answer? */
function fits(assert: readonly object[], answer: string): boolean {
  const [expect] = expected(assert);
  const plain = answerFromFile(Object(expect).answer);
  if (plain.kind === 'schema' || plain.kind === 'scorer') throw new Error('no plain answer');
  return answerFits(plain, answer);
}

describe('text assertions', () => {
  it.each([
    ['contains', 'Oslo', 'It is Oslo, I think.', 'It is oslo.'],
    ['icontains', 'Oslo', 'OSLO it is.', 'It is Bergen.'],
    ['equals', 'Oslo', 'Oslo', 'Oslo.'],
    ['equals', 7, '7', '8'],
    ['starts-with', 'Oslo', 'Oslo\nit is', 'It is Oslo'],
    ['regex', '^O.l', 'Oslo', 'It is Oslo'],
    ['contains-any', 'fjord, "sea, or lake"', 'a sea, or lake', 'a sea'],
    ['icontains-any', ['FJORD', 'a.b'], 'the fjord', 'axb'],
    ['contains-all', ['north', 'south'], 'south\nand north', 'north only'],
    ['icontains-all', 'a (1), b?', 'B? and A (1)', 'b and a (1)'],
  ])('%s %j takes the answers that promptfoo takes', (...row) => {
    const [type, value, right, wrong] = row;
    expect([right, wrong].map((answer) => fits([{ type, value }], String(answer)))).toEqual([true, false]);
  });

  it('are one regular expression together, in any order', () => {
    const both = [{ type: 'contains', value: 'red' }, { type: 'icontains', value: 'Blue' }];
    expect(fits(both, 'BLUE and red')).toBe(true);
    expect(fits(both, 'red, then blue')).toBe(true);
    expect(fits(both, 'RED, then blue')).toBe(false);
    expect(fits([{ type: 'contains', value: 'red' }, { type: 'contains', value: 'dark red' }], 'a dark red')).toBe(true);
  });

  it('that could overlap, or are too many, are told', () => {
    const overlapping = imported({ assert: [{ type: 'contains', value: 'banana' }, { type: 'contains', value: 'nasty' }] });
    expect(why(overlapping)).toEqual([expect.stringContaining('this is a second one: {"matches":"(?s).*nasty.*"}')]);
    const many = ['aa', 'bb', 'cc', 'dd', 'ee'].map((value) => ({ type: 'contains', value }));
    expect(why(imported({ assert: many }))).toHaveLength(4);
  });
});

describe('assertions about a call', () => {
  const call = (args: object) => [{ calls: [{ tool: 'find_train', arguments: { to: { any: true }, adults: { any: true }, ...args } }] }];

  it.each([
    ['a name', [{ type: 'javascript', value: "output[0].function.name === 'find_train'" }], {}],
    ['a name that a transform picks out', [{ type: 'equals', value: 'find_train', transform: 'output.toolCall.functionCalls[0].name' }], {}],
    ['an argument', [{ type: 'is-json' }, { type: 'javascript', value: "return JSON.parse(output[0].function.arguments).to === 'Oslo';" }], { to: { equals: 'Oslo' } }],
    ['both', [{ type: 'javascript', value: 'output.name === "find_train" && output.args.adults === 2' }], { adults: { equals: 2 } }],
    ['an argument that a transform picks out', [{ type: 'icontains', value: 'Oslo', transform: 'output[0].functionCall.args.to' }], { to: { matches: '(?si).*Oslo.*' } }],
    ['any call of the only tool', [{ type: 'is-valid-openai-tools-call' }], {}],
  ])('%s', (_, assert, args) => {
    expect(expected(assert, [TOOL])).toMatchObject(call(args));
    expect(why(imported({ assert }, { tools: [TOOL] }))).toEqual([]);
  });

  it('that are programs, or about a text, are told', () => {
    const found = imported(
      { assert: [{ type: 'tool-call-f1', value: 'find_train' }, { type: 'javascript', value: 'output.length > 3' }, { type: 'contains', value: 'Oslo' }, { type: 'equals', value: 'x', transform: 'output.text' }] },
      { tools: [TOOL] },
    );
    expect(why(found)).toEqual([
      'assertion "javascript": it is a program, and an import runs none',
      expect.stringContaining('assertion "equals": it is about what a transform makes'),
      expect.stringContaining('assertion "contains": this test expects a call'),
    ]);
    expect(expected([{ type: 'javascript', value: "output.name === 'Bob'" }], [TOOL])).toEqual([]);
  });
});

describe('a test', () => {
  it('has the prompt of its options around it, and variables in its variables', () => {
    const vars = { word: '{{other}} in {{ env.TOWN | upper }}', other: 'rain\n', list: [{ a: 1 }] };
    const found = imported({ vars, options: { prefix: 'Please. ', suffix: ' {{list | dump}}' }, assert: [{ type: 'is-json' }], metadata: { kind: 'short', kinds: ['a', 'b'] } });
    expect(found.entries.map(({ item }) => [item.messages, item.tags])).toEqual([
      [[{ role: 'user', content: 'Please. Say rain in GHENT. [{"a":1}]' }], ['kind=short', 'kinds=a', 'kinds=b']],
    ]);
  });

  it('has the assertions of defaultTest, unless it wants none of them', () => {
    const defaults = { vars: { word: 'no' }, assert: [{ type: 'contains', value: '{{word}}' }] };
    expect(imported({ assert: [] }, { defaults }).entries[0]?.item.expect).toMatchObject({ answer: { matches: '(?s).*hello.*' } });
    expect(why(imported({ options: { disableDefaultAsserts: true } }, { defaults }))).toEqual(['it has no assertion']);
  });

  it.each([
    ['a threshold', { threshold: 0.5, assert: [{ type: 'is-json' }, { type: 'contains', value: 'a' }] }, 'by its threshold 0.5'],
    ['a set of which a part would do', { assert: [{ type: 'assert-set', threshold: 0.5, assert: [{ type: 'is-json' }] }] }, 'assertion "assert-set": a part of its assertions would do'],
    ['weight 0', { assert: [{ type: 'is-json', weight: 0 }] }, 'assertion "is-json": its weight is 0'],
    ['another prompt', { prompts: ['long*'], assert: [{ type: 'is-json' }] }, 'it is for other prompts: long*'],
    ['a program for its variables', { options: { transformVars: '({})' }, assert: [{ type: 'is-json' }] }, 'a program of its own'],
    ['no text to look for', { assert: [{ type: 'contains', value: '' }] }, 'the assertion "contains" has no text'],
    ['a schema that is a text', { assert: [{ type: 'is-json', value: 'output.a === 1' }] }, 'its schema is no object'],
    ['no list of assertions', { assert: [{ value: 3 }] }, 'assert[0].type'],
  ])('with %s is told', (_, test, reason) => {
    const found = imported(test, { names: ['short'] });
    expect(found.entries).toEqual([]);
    expect(why(found)[0]).toContain(reason);
  });

  it('of a set whose every assertion counts is like one without a set', () => {
    const assert = [{ type: 'assert-set', assert: [{ type: 'contains', value: 'a' }] }];
    expect(expected(assert)).toMatchObject([{ answer: { matches: '(?s).*a.*' } }]);
  });

  it('is one item for each of several texts, and one for a list of anything else', () => {
    const assert = [{ type: 'is-json' }];
    expect(imported({ vars: { word: ['a', 'b'], other: ['c', 'd'] }, assert }).entries).toHaveLength(4);
    expect(imported({ vars: { word: [{ a: 1 }, { b: 2 }] }, assert }).entries).toHaveLength(1);
  });
});

describe('a prompt', () => {
  const asked = (prompt: string, word: string) => {
    const found = imported({ vars: { word }, assert: [{ type: 'is-json' }] }, { prompt });
    return found.entries[0]?.item.messages ?? why(found)[0];
  };

  it('may be a chat, whatever is in its variables', () => {
    const chat = '[{"role": "developer", "content": [{"type": "text", "text": "Be brief."}]}, {"role": "user", "content": "{{word}}"}]';
    expect(asked(chat, 'the "new"\nkey')).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'the "new"\nkey' },
    ]);
    expect(asked('[{"role": "user", "content": {{word | dump}}}]', 'a "b"')).toEqual([{ role: 'user', content: 'a "b"' }]);
  });

  it('that is broken or has more than text in it is told', () => {
    expect(asked('[{"role": "user", "content": {{word}} }]', 'x')).toContain('begins like JSON');
    expect(asked('[{"role": "user", "content": [{"type": "image_url"}]}]', 'x')).toContain('other parts than text');
    expect(asked('{"contents": [{"parts": []}]}', 'x')).toContain('no list of messages');
    expect(asked('{% for x in word %}{{x}}{% endfor %}', 'x')).toContain('{% for x in word %}, which is no plain variable');
    expect(asked('{# a remark #}{{word}}', 'x')).toEqual([{ role: 'user', content: 'x' }]);
  });
});

describe('a template', () => {
  it('leaves a value that names what there is not as it stands', () => {
    expect(filledIn('{{a}}', { a: 'use {{braces}} so' })).toBe('use {{braces}} so');
    expect(filledIn('{{a}}|{{b}}|{{c}}', { a: null, b: [1, 'x'], c: { d: true } })).toBe('|1,x|{"d":true}');
    expect(filledIn('{{a}}', { a: '{{a}}' })).toBe('{{a}}');
    expect(() => filledIn('{{env.KEY}}', {})).toThrow('write it under env: of the config');
  });
});

describe('a row of CSV', () => {
  const row = (columns: Readonly<Record<string, string>>) => testOfRow({ at: 't.csv:2', value: columns }).value;

  it('has columns for what stands around a test', () => {
    expect(
      row({ word: 'a', __expected1: 'contains-any: x, "y, z"', __expected2: 'similar(0.8):b', '__config:__expected:threshold': '0.9', '__metadata:kind': 'short', '__metadata:kinds[]': String.raw`p\,q, r`, __prefix: 'Hm. ', __threshold: '0.5' }),
    ).toEqual({
      description: undefined,
      vars: { word: 'a' },
      assert: [
        { type: 'contains-any', value: ['x', 'y, z'], threshold: 0.9 },
        { type: 'similar', value: 'b', threshold: 0.8 },
      ],
      threshold: 0.5,
      options: { prefix: 'Hm. ', suffix: undefined },
      metadata: { kind: 'short', kinds: ['p,q', 'r'] },
    });
  });

  it.each([
    ['is-refusal', { type: 'is-refusal' }],
    ['not-trajectory:tool-used:x', { type: 'not-trajectory:tool-used', value: 'x' }],
    ['fn:output > 1', { type: 'javascript', value: 'output > 1' }],
    ['file://check.py:grade', { type: 'javascript', value: 'file://check.py:grade' }],
    ['containsx: y', { type: 'equals', value: 'containsx: y' }],
  ])('%s', (text, assertion) => {
    expect(row({ __expected: text })).toMatchObject({ assert: [assertion] });
  });
});

describe('tools', () => {
  it('come in the forms of several providers, without those that are built in', () => {
    const parameters = { type: 'object', properties: { to: { type: 'string' } } };
    const found = foundTools([
      { type: 'function', function: { name: 'a', parameters } },
      { functionDeclarations: [{ name: 'b', parameters: { type: 'OBJECT', properties: { to: { type: 'STRING' } } } }, { name: 'c' }] },
      { toolSpec: { name: 'd', inputSchema: { json: parameters } } },
      { type: 'function', definition: { schema: { name: 'e', parameters } } },
      { type: 'web_search_20250305', name: 'web_search' },
      { googleSearch: {} },
    ]);
    expect(found?.tools.map(({ name, parameters: schema }) => [name, schema['properties']])).toEqual([
      ['a', parameters.properties],
      ['b', parameters.properties],
      ['c', {}],
      ['d', parameters.properties],
      ['e', parameters.properties],
    ]);
    expect(found?.strange).toHaveLength(2);
  });
});
