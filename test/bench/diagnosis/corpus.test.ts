import { ownCorpus, recordings } from '../../../bench/diagnosis/corpus';
import { diagnoseLabelled } from '../../../bench/diagnosis/diagnose-labelled';
import { halfOf } from '../../../bench/diagnosis/halves';
import { CAUSES, type Cause } from '../../../bench/diagnosis/labelled-evaluation';

const corpus = ownCorpus();

describe('the corpus', () => {
  it('holds at least 300 evaluations, each with an id of its own, of every cause', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(300);
    expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
    expect(new Set(corpus.map(({ cause }) => cause)).size).toBe(CAUSES.length);
  });

  it('is split in two halves of about the same size', () => {
    const made = corpus.filter((each) => halfOf(each) === 'made on').length;
    expect(made / corpus.length).toBeGreaterThan(0.4);
    expect(made / corpus.length).toBeLessThan(0.6);
  });

  it('holds no evaluation that is called a capability limit and is none', () => {
    const named = corpus.filter((each) => diagnoseLabelled(each).class === 'capability-limit');
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ cause }) => cause !== 'capability-limit')).toEqual([]);
  });
});

/** Causes that were really brought about, by how; the recordings are of the embedded models. */
const REAL: readonly { readonly how: RegExp; readonly cause: Cause; readonly what: string }[] = [
  { what: 'a fresh process and a short limit', how: /fresh server process/, cause: 'cold-start' },
  { what: 'an unloaded model and a short limit', how: /just unloaded/, cause: 'cold-start' },
  { what: 'native_api on Qwen', how: /endpoint's own tools parameter/, cause: 'format-mismatch' },
  { what: 'a temperature', how: /sampling at temperature/, cause: 'flaky' },
  { what: 'a limit that is too short', how: /limit that is about/, cause: 'timeout-bound' },
  { what: 'a server killed and started again', how: /server is killed/, cause: 'infrastructure' },
  { what: 'a key that stops working', how: /key is refused/, cause: 'infrastructure' },
  {
    what: 'a server that answers with another model',
    how: /another model/,
    cause: 'infrastructure',
  },
];

describe('a cause that was really brought about', () => {
  it.each(REAL)('$what is mostly named $cause', ({ how, cause }) => {
    const made = recordings().filter((each) => how.test(each.how));
    const right = made.filter((each) => diagnoseLabelled(each).class === cause);
    expect(made.length).toBeGreaterThan(0);
    expect(right.length / made.length).toBeGreaterThan(0.5);
  });

  // With a handful of items a spoiled one early in the run looks like one that is beyond the model.
  it('one conversation (i0) is named context-pollution where the spoiled items stand late', () => {
    const made = recordings().filter(({ how }) => how.includes('share one conversation'));
    const late = made.filter(({ runs }) => runs.every(({ letters }) => /^P+[^P]+$/.test(letters)));
    expect(late.length).toBeGreaterThan(0);
    expect(new Set(late.map((each) => diagnoseLabelled(each).class))).toEqual(
      new Set(['context-pollution']),
    );
  });
});
