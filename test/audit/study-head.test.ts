import { checkHeads } from '../../src/audit/check-heads';
import { headText, parseHead } from '../../src/audit/study-head';

const [ONE, TWO, OTHER] = ['1'.repeat(64), '2'.repeat(64), '3'.repeat(64)];

describe('the head of a study', () => {
  it('is read back from what was printed', () => {
    const head = { log: { seq: 41, line: ONE }, archive: { seq: 3, line: TWO } };
    expect(parseHead(headText(head))).toEqual(head);
    expect(parseHead('41-abc/3-def')).toBeNull();
  });

  it('fits a study that has gone on since, and no other one', () => {
    const head = { log: { seq: 1, line: ONE }, archive: { seq: 1, line: TWO } };
    expect(checkHeads([head], { log: [ONE, OTHER], archive: [TWO, OTHER] })).toEqual([]);
    expect(checkHeads([head], { log: [OTHER], archive: [] })).toMatchObject([
      { file: 'routing_decisions.log', at: 'line 1', found: OTHER },
      { file: 'histories/archive.log', at: 'line 1', found: 'no such line' },
    ]);
  });
});
