import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exactTest } from '../../src/statistics/exact-test';

const document = readFileSync(join(__dirname, '../../docs/statistics.md'), 'utf8');
const [, snippet = '', shown = ''] =
  /```python run\n([^`]*)```\n```\n([^`]*)```/.exec(document) ?? [];
const python = process.env['PYTHON'] ?? 'python3';
const hasSciPy = spawnSync(python, ['-c', 'import scipy']).status === 0;

describe('the p values of docs/statistics.md', () => {
  it('are those of the code for the counts in its snippet', () => {
    const calls = [...snippet.matchAll(/exact_p\((\[.*?\]), (\d+), (\[.*?\]), (\d+)\)/g)];
    const found = calls.map(([, a = '', own, b = '', other]) =>
      exactTest(
        { passes: JSON.parse(a), runs: Number(own) },
        { passes: JSON.parse(b), runs: Number(other) },
      ).toFixed(9),
    );
    expect(found).toHaveLength(2);
    expect(found).toEqual(shown.trim().split('\n'));
  });

  (hasSciPy ? it : it.skip)('are what its snippet prints [needs python3 with SciPy]', () => {
    // oxlint-disable-next-line jest/no-standalone-expect -- it stands in a test, where there is SciPy
    expect(execFileSync(python, ['-c', snippet], { encoding: 'utf8' })).toBe(shown);
  });
});
