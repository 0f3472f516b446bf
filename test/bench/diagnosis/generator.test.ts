import { generateEvaluations } from '../../../bench/diagnosis/generator/generate';
import { CAUSES } from '../../../bench/diagnosis/labelled-evaluation';

const evaluations = generateEvaluations('test', 8);

describe('generateEvaluations()', () => {
  it('gives so many evaluations of each cause, the same for the same seed', () => {
    const counts = CAUSES.map((cause) => evaluations.filter((each) => each.cause === cause).length);
    expect(counts).toEqual(CAUSES.map(() => 8));
    expect(generateEvaluations('test', 8)).toEqual(evaluations);
    expect(generateEvaluations('other', 8)).not.toEqual(evaluations);
  });

  it('gives one letter per item, and no call letters where none is due', () => {
    for (const { mask, runs } of evaluations) {
      for (const { letters } of runs) {
        expect(letters).toMatch(/^[PWANOMT]+$/);
        expect(letters).toHaveLength(mask.length);
        const placed = letters.split('').map((letter, item) => letter + mask.charAt(item));
        expect(placed.filter((each) => ['Oa', 'Wr', 'Ar', 'Nr'].includes(each))).toEqual([]);
      }
    }
  });

  it.each([
    { cause: 'healthy', holds: (letters: string) => /^P+$/.test(letters) },
    { cause: 'timeout-bound', holds: (letters: string) => letters.includes('T') },
    { cause: 'format-mismatch', holds: (letters: string) => letters.includes('M') },
    { cause: 'over-calling', holds: (letters: string) => letters.includes('O') },
  ])('lets $cause bite', ({ cause, holds }) => {
    for (const { runs } of evaluations.filter((each) => each.cause === cause)) {
      expect(holds(runs.map(({ letters }) => letters).join(''))).toBe(true);
    }
  });

  it('lets no due call be right under a capability limit, with nothing left to try', () => {
    for (const { runs, mask, untried } of evaluations.filter(
      (each) => each.cause === 'capability-limit',
    )) {
      expect(untried).toEqual([]);
      for (const { letters } of runs) {
        const due = letters.split('').filter((_, item) => mask.charAt(item) === 'a');
        expect(due).not.toContain('P');
      }
    }
  });
});
