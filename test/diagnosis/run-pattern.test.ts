import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blockTests } from '../../src/diagnosis/block-tests';
import { RUN_PATTERNS, runPattern } from '../../src/diagnosis/run-pattern';

const TABLE = join(__dirname, '../../../shared/data/patterns.json');
const described = existsSync(TABLE) ? describe : describe.skip;

described('runPattern() on all 128 patterns of seven runs [needs ../shared/data]', () => {
  const table: Readonly<Record<string, readonly string[]>> = existsSync(TABLE)
    ? JSON.parse(readFileSync(TABLE, 'utf8'))
    : {};

  it.each(Object.entries(table))('knows %s', (pattern, members) => {
    for (const marks of members) expect([marks, runPattern(marks)]).toEqual([marks, pattern]);
  });

  it('has a place for every pattern', () => {
    expect(Object.values(table).flat()).toHaveLength(128);
    expect(Object.keys(table).toSorted()).toEqual(RUN_PATTERNS.toSorted());
  });
});

describe('runPattern()', () => {
  it.each([
    ['PPP', 'CLEAN'],
    ['FFF', 'CAPABILITY_LIMIT'],
    ['FPP', 'COLD_START_SUSPECTED'],
    ['FFPPPPPPPPPPPP', 'COLD_START'],
    ['P', 'CLEAN'],
  ])('reads %s as %s, whatever the number of runs', (marks, pattern) => {
    expect(runPattern(marks)).toBe(pattern);
  });
});

describe('blockTests()', () => {
  it('sees a cold start of some items, where no run as a whole stands out', () => {
    const rows = [
      'WWWPPPPPPPPP',
      'WWWPPPPPPPPP',
      ...Array.from({ length: 5 }, () => 'P'.repeat(12)),
    ];
    const { early, late } = blockTests(rows);
    // Three items that fail in exactly the first two of seven runs: (1/21)^3 by chance, times three block sizes.
    expect(early).toBeCloseTo(3 / 21 ** 3, 9);
    expect(late).toBe(1);
  });

  it('cannot tell from three runs', () => {
    expect(blockTests(['P', 'P', 'W'])).toEqual({ early: null, late: null });
  });
});
