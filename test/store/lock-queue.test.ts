import { standInLine } from '../../activities/store/lock-queue';

const LONG_MS = 60_000;

describe('standInLine()', () => {
  it('serves one after another, in the order in which they came', async () => {
    const served: number[] = [];
    const one = async (place: number) => {
      const leave = await standInLine('order', LONG_MS);
      served.push(place);
      await new Promise(setImmediate);
      expect(served.at(-1)).toBe(place);
      leave();
    };
    await Promise.all([1, 2, 3, 4, 5].map(one));
    expect(served).toEqual([1, 2, 3, 4, 5]);
  });

  it('has a line for each name', async () => {
    await standInLine('one name', LONG_MS);
    expect(await standInLine('another name', LONG_MS)).toBeInstanceOf(Function);
  });

  it('lets go who has no patience left, and keeps the others behind the one that is served', async () => {
    const leave = await standInLine('patience', LONG_MS);
    const leaveEarly = await standInLine('patience', 10);
    let isServed = false;
    const last = standInLine('patience', LONG_MS).then(() => {
      isServed = true;
    });
    leaveEarly();
    await new Promise(setImmediate);
    expect(isServed).toBe(false);
    leave();
    await last;
    expect(isServed).toBe(true);
  });
});
