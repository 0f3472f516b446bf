import { improvementCurve } from '../../src/app/demo/improvement-curve';

describe('improvementCurve()', () => {
  it('draws one bar per cycle, as long as the accuracy, and writes the number beside it', () => {
    expect(
      improvementCurve([
        { cycle: 0, accuracy: 0.5 },
        { cycle: 1, accuracy: 1 },
      ]),
    ).toEqual([
      `  start     ${'█'.repeat(20)}${'·'.repeat(20)} 0.500`,
      `  cycle 1   ${'█'.repeat(40)} 1.000`,
    ]);
  });
});
