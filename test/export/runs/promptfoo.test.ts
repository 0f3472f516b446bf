import { promptfooFiles } from '../../../src/app/export/runs/promptfoo/promptfoo-files';
import type { Json } from '../../support/json';
import { anEvaluation, call, streamOf } from './an-evaluation';

const ITEMS = [
  { letter: 'P', calls: [call('first', 'ok')] },
  { letter: 'A', calls: [call('second', 'no')] },
  { letter: 'T', calls: [call('third', null)] },
] as const;

describe('runs as results of promptfoo', () => {
  it('are a file for each cycle and phase, and one for held-out items', async () => {
    const evaluations = [
      anEvaluation(ITEMS),
      anEvaluation(ITEMS, { heldOut: true }),
      anEvaluation(ITEMS, { cycle: 3 }),
    ];
    const names: string[] = [];
    for await (const { name } of promptfooFiles(streamOf(...evaluations))) names.push(name);
    expect(names).toEqual(['c2-atomic.json', 'c2-atomic-held-out.json', 'c3-atomic.json']);
  });

  it('have a column for each spec, a row for each item and turn, and count as promptfoo does', async () => {
    const { value } = await promptfooFiles(streamOf(anEvaluation(ITEMS))).next();
    const { results }: Json = JSON.parse(value?.text ?? '');
    expect(results.version).toBe(3);
    expect(results.stats).toMatchObject({ successes: 4, failures: 4, errors: 4 });
    expect(results.prompts.map(({ provider, label }: Json) => [provider, label])).toEqual([
      ['lfm/atomic/native_api/t60/r1/i0/w0/T0', 'e3-verify'],
      ['lfm/atomic/atomic/t60/r1/i0/w0/T0', 'e3-verify'],
    ]);
    const cells = results.results.map((each: Json) => [
      each.promptIdx,
      each.testIdx,
      each.failureReason,
    ]);
    expect(cells).toHaveLength(12);
    expect(cells).toEqual(
      expect.arrayContaining([
        [0, 3, 0],
        [1, 4, 1],
        [1, 5, 2],
      ]),
    );
  });
});
