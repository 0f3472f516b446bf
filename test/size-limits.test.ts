import { tooLarge } from '../src/size-limits';

const limits = { size: 1_000, depth: 8 };

describe('what is too large to be read', () => {
  it('is what has more characters than it may, wherever they stand', () => {
    expect(tooLarge({ why: 'x'.repeat(990) }, limits)).toBeNull();
    expect(tooLarge({ why: 'x'.repeat(1_000) }, limits)).toContain('1000 characters');
    expect(tooLarge({ ['x'.repeat(1_000)]: 1 }, limits)).toContain('1000 characters');
    expect(tooLarge(Array(1_000).fill(0), limits)).toContain('1000 characters');
  });

  it('is what goes deeper than it may, however deep', () => {
    expect(tooLarge(nested(7), limits)).toBeNull();
    expect(tooLarge(nested(9), limits)).toContain('8 levels');
    expect(tooLarge(nested(100_000), limits)).toContain('8 levels');
  });

  it('is told without looking at more of it than the limits allow', () => {
    const names = Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`n${n}`, n]));
    let looks = 0;
    const counted = new Proxy(names, {
      get: (target, name) => {
        looks += 1;
        return Reflect.get(target, name);
      },
    });
    expect(tooLarge(counted, limits)).toContain('characters');
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThanOrEqual(limits.size);
    expect(tooLarge({ text: 'x'.repeat(50_000_000) }, limits)).toContain('characters');
  });

  it('is no text, number or nothing by itself', () => {
    for (const value of ['', 7, null, undefined, true]) expect(tooLarge(value, limits)).toBeNull();
  });
});

function nested(levels: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}
