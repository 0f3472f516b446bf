import fc from 'fast-check';
import { parseManifest } from '../../src/audit/parse-archive';
import { payloadValue } from '../../src/audit/payload-value';
import { readRun } from '../../src/audit/read-run';
import { recomputeCycles } from '../../src/audit/recompute-cycles';
import { recomputeEnforcement } from '../../src/audit/recompute-enforcement';
import { recomputeEvaluation } from '../../src/audit/recompute-evaluation';
import { type RecordedHistory, recordedHistories } from '../support/recorded-histories';
import { studyOf } from './support/recorded-studies';

describe('a history, read', () => {
  let recorded: readonly RecordedHistory[];

  beforeAll(async () => {
    recorded = await recordedHistories((file) => file.startsWith('0.2.0/worked-example'));
  });

  function read(name: string) {
    const found = recorded.find(({ file }) => file.endsWith(`/${name}`));
    if (!found) throw new Error(`No history ${name}`);
    const run = readRun({ workflowId: found.workflowId, runId: 'r' }, found.history);
    if (!run.ok) throw new Error(JSON.stringify(run.issues));
    return { run: run.value, history: found.history };
  }

  it('names what the run did: activities, children, patches, builds, its end', () => {
    const { run } = read('lfm.1.json');
    expect(run).toMatchObject({ workflowId: 'lfm', type: 'optimizationCycle', messages: [] });
    expect(run.activities.map(({ type }) => type)).toContain('recordEvents');
    expect(run.activities.every(({ outcome }) => outcome?.kind === 'completed')).toBe(true);
    expect(run.children.map(({ workflowId }) => workflowId)).toContain('lfm/c1/atomic/e0-baseline');
    expect(run.children.every(({ outcome }) => outcome?.kind === 'completed')).toBe(true);
    expect(run.patches).toEqual(['certified-decisions']);
    expect(run.builds).toHaveLength(1);
    expect(run.end).toMatchObject({ kind: 'continued-as-new' });
    expect(run.end?.kind === 'continued-as-new' && run.end.input).toEqual(
      read('lfm.2.json').run.input,
    );
  });

  it('says what is missing where an event is gone', () => {
    const { history } = read('lfm.1.json');
    const events: readonly unknown[] = Object(history).events;
    const run = readRun({ workflowId: 'lfm', runId: 'r' }, { events: events.toSpliced(3, 1) });
    expect(run).toEqual({
      ok: false,
      issues: [{ path: ['events', 3, 'eventId'], message: 'expected event 4, found 5' }],
    });
  });

  it('never makes an audit fail, whatever somebody has written into it', () => {
    const cases = fc.record({
      history: fc.constantFrom(...recorded),
      place: fc.nat(),
      value: fc.oneof(fc.jsonValue(), fc.constantFrom(null, [], {}, '', 0, -1, 'x'.repeat(70))),
      inside: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ history, place, value, inside }) => {
        const edited = edit(history.history, { place, value, inside });
        const run = readRun({ workflowId: history.workflowId, runId: 'r' }, edited);
        if (!run.ok) return run.issues.length > 0;
        const study = studyOf('edited', [{ file: history.file, record: run.value }]);
        if (run.value.type === 'evaluateSpec') recomputeEvaluation(run.value);
        if (run.value.type === 'enforceRecommendation') recomputeEnforcement(run.value);
        const { roots, summaries, events } = study;
        const all = [
          ...recomputeCycles({ roots: [...roots], summaries: new Map(summaries) }, events),
        ];
        return all.every(({ at }) => at !== '');
      }),
      { numRuns: 1_000 },
    );
  });
});

/** The JSON with one value replaced: of the protocol, or inside of a payload. */
function edit(
  history: unknown,
  {
    place,
    value,
    inside,
  }: { readonly place: number; readonly value: unknown; readonly inside: boolean },
): unknown {
  const copy: unknown = structuredClone(history);
  if (!inside) return replaced(copy, place, value);
  const payloads = payloadsIn(copy);
  const payload = payloads[place % payloads.length];
  if (!payload) return copy;
  const content: unknown = JSON.parse(Buffer.from(String(payload['data']), 'base64').toString());
  const text = JSON.stringify(replaced(content, Math.floor(place / payloads.length), value));
  payload['data'] = Buffer.from(text).toString('base64');
  return copy;
}

type Fields = Record<string, unknown>;

function payloadsIn(value: unknown): Fields[] {
  return groupsIn(value).filter((each) => typeof each['data'] === 'string' && 'metadata' in each);
}

function groupsIn(value: unknown): Fields[] {
  if (typeof value !== 'object' || value === null) return [];
  const group: Fields = Object(value);
  return [group, ...Object.values(group).flatMap(groupsIn)];
}

function replaced(root: unknown, place: number, value: unknown): unknown {
  const fields = groupsIn(root).flatMap((group) =>
    Object.keys(group).map((key) => ({ group, key })),
  );
  const field = fields[place % Math.max(1, fields.length)];
  if (!field) return value;
  field.group[field.key] = value;
  return root;
}

describe('payloadValue()', () => {
  const json = Buffer.from('json/plain').toString('base64');

  it('reads JSON in UTF-8, and says of other text that it is none', () => {
    const data = Buffer.from('{"note":"für"}').toString('base64');
    expect(payloadValue(json, data)).toEqual({ ok: true, value: { note: 'für' } });
    expect(payloadValue(json, Buffer.from('{').toString('base64'))).toMatchObject({ ok: false });
    expect(payloadValue(Buffer.from('binary/null').toString('base64'), undefined)).toEqual({
      ok: true,
      value: undefined,
    });
  });
});

describe('parseManifest()', () => {
  it.each(['../../secret', '/etc/passwd', 'a/../b', './a', ''])(
    'takes no file %j, which leads elsewhere',
    (file) => {
      const manifest = {
        schemaVersion: 2,
        workflowId: 'lfm',
        runId: 'r',
        histories: [],
        bundles: [],
        transcripts: [{ file, fileSha256: null }],
        leftOut: [],
        log: { seq: 0, line: '0'.repeat(64) },
        byStore: [],
      };
      const read = (name: string) =>
        parseManifest(
          JSON.stringify({ ...manifest, transcripts: [{ file: name, fileSha256: null }] }),
        );
      expect(read(file).ok).toBe(false);
      expect(read('runs/a..b-0.7.jsonl.gz').ok).toBe(true);
    },
  );
});
