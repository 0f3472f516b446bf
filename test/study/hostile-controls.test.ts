import fc from 'fast-check';
import { CONTROLS, type ControlName } from '../../src/contract';
import { jsonBytes } from '../../src/json-bytes';
import { applyControl } from '../../src/study/apply-control';
import { type CarriedState, MAX_CARRIED_BYTES, MAX_CONTROLS } from '../../src/study/carried-state';
import { fitCarriedState } from '../../src/study/fit-carried-state';
import { aState, aStudy } from '../support/a-study';
import { timesTheWork } from '../support/times-the-work';

const study = aStudy({ prompts: { terse: { system: 'Answer shortly' } } });
const admitted = aState(study);

/** Messages that read nothing of what comes with them. */
const PLAIN: readonly ControlName[] = ['pause', 'resume', 'stop'];
const OTHERS = CONTROLS.filter((name) => !PLAIN.includes(name));

const deep = (levels: number, open: string, close: string) =>
  `${open.repeat(levels)}1${close.repeat(levels)}`;
const tree = deep(10_000, '{"a":', '}');
const lists = deep(10_000, '[', ']');
const many = JSON.stringify(Array(100_000).fill('variant'));
const patch = (factors: string) => `{"phase":"atomic","patch":${factors}}`;

/** As texts, since that is how they come: no value made here could hold some of them. */
const BOMBS: Readonly<Record<string, string>> = {
  'a tree of 10,000 levels': tree,
  'lists of 10,000 levels': lists,
  'a tree in a patch': patch(tree),
  'a list of 100,000': many,
  'a list of 100,000 generators': `{"generators":${many}}`,
  '1,500 unknown fields': `{${Array.from({ length: 1_500 }, (_, n) => `"${n}":1`).join(',')}}`,
  '4,000 wrong generators': `[${Array(4_000).fill(1).join(',')}]`,
  'a text of a megabyte': JSON.stringify({ phase: 'atomic', patch: {}, why: 'x'.repeat(1e6) }),
  'a text just below the limit': patch(`{"prompt":"${'x'.repeat(8_000)}"}`),
  'a prototype': '{"__proto__":{"phase":"atomic","patch":{"retries":2}}}',
  'a prototype as a change': patch('{"__proto__":{"retries":2}}'),
  'a constructor': patch('{"constructor":{"prototype":{"retries":2}}}'),
  'a model that every object has': patch('{"model":"constructor"}'),
  'a prompt that every object has': patch('{"prompt":"toString"}'),
  'a phase that every object has': '{"phase":"constructor","patch":{"retries":2}}',
  'a phase that is the prototype': '{"phase":"__proto__","patch":{"retries":2}}',
  'a path for a phase': '{"phase":"../../etc","patch":{"retries":2}}',
  'a path for a model': patch('{"model":"../../etc/passwd"}'),
  'a path for a prompt': patch('{"prompt":"..\\\\..\\\\x"}'),
  'control characters': patch('{"params":"\\u001b[2J\\u0000"}'),
  'a number without end': patch('{"timeoutSeconds":1e999}'),
  'a number too large': patch('{"timeoutSeconds":1e308}'),
  'no whole number': patch('{"retries":1e-7}'),
  'limits without end': '{"usd":1e999,"runs":-1e999,"tokens":1e308}',
  'limits of nothing': '{"usd":-0,"runs":0}',
  'the wrong type throughout': '{"phase":["atomic"],"patch":"retries","why":{},"by":[],"runs":"1"}',
  'a text': '"pause"',
  'a number': '-0',
  nothing: 'null',
};

const send = (name: ControlName, payload: unknown, state: CarriedState) =>
  applyControl({ study, state }, name, payload);
const refuse = (payload: unknown) => () =>
  OTHERS.map((name) => send(name, payload, admitted).record.note);

/** Between what a message of ten times the values takes where each is looked at, and where each is with all others. */
const NOT_SQUARE = 30;

describe('a message that was made to harm', () => {
  it.each(Object.entries(BOMBS))('changes nothing, and says why: %s', (_, text) => {
    for (const name of OTHERS) {
      const { state, record } = send(name, JSON.parse(text), admitted);
      expect({ name, applied: record.applied }).toEqual({ name, applied: false });
      expect(record.note).not.toBe('');
      expect(record.note.length).toBeLessThanOrEqual(500);
      expect(record.note).not.toMatch(/[^\P{Cc}\n\t]/u);
      expect(state).toEqual({ ...admitted, controls: [record] });
    }
  });

  it.each<{
    readonly what: string;
    readonly most: number;
    readonly of: (count: number) => unknown;
  }>([
    { what: 'generators', most: 4_000, of: (count) => Array(count).fill(1) },
    {
      what: 'unknown fields',
      most: 1_000,
      of: (count) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`n${n}`, 1])),
    },
  ])('is refused with work that grows as it does: $what', async ({ most, of }) => {
    const [large, small] = [refuse(of(most)), refuse(of(most / 10))];
    expect(large().join(' ')).not.toContain('8192');
    const times = await timesTheWork(large, small, NOT_SQUARE);
    expect(times).toBeLessThan(NOT_SQUARE);
  });

  it.each(Object.entries(BOMBS))(
    'takes not much more work than the largest one that is read to its end: %s',
    async (_, text) => {
      const largest = refuse(Array(4_000).fill(1));
      const times = await timesTheWork(refuse(JSON.parse(text)), largest, 10);
      expect(times).toBeLessThan(10);
    },
  );

  it.each(PLAIN)('is what its name says where nothing is read of it: %s', (name) => {
    const plain = send(name, undefined, admitted).state;
    for (const text of Object.values(BOMBS)) {
      const { state, record } = send(name, JSON.parse(text), admitted);
      const changed = record.applied ? plain : { ...admitted, controls: [record] };
      expect(state).toEqual(changed);
    }
  });

  it('leaves objects as they are, and the state within its size, whatever came before', () => {
    const bomb = fc.constantFrom(...Object.values(BOMBS));
    const change = fc.record({
      phase: fc.constantFrom('atomic', 'extended'),
      patch: fc.record(
        { warmup: fc.nat({ max: 1_000 }), timeoutSeconds: fc.double({ min: 0.1, max: 3_600 }) },
        { requiredKeys: [] },
      ),
      why: fc.string({ unit: 'binary', minLength: 400, maxLength: 500 }),
      by: fc.string({ unit: 'binary', maxLength: 100 }),
    });
    const text = fc.oneof(
      bomb,
      change.map((each) => JSON.stringify(each)),
    );
    const messages = fc.array(fc.tuple(fc.constantFrom(...CONTROLS), text), { maxLength: 40 });
    fc.assert(
      fc.property(messages, (sent) => {
        let state: CarriedState = admitted;
        for (const [name, payload] of sent) state = send(name, JSON.parse(payload), state).state;
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        expect(state.controls.length).toBeLessThanOrEqual(MAX_CONTROLS);
        expect(jsonBytes(fitCarriedState(state))).toBeLessThanOrEqual(MAX_CARRIED_BYTES);
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});
