import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { METRICS } from '../../src/app/metrics/catalogue';

describe('the table of metrics in docs/operations.md', () => {
  it('has every metric with its kind, labels and words, and no other', async () => {
    const text = await readFile(join(__dirname, '../../docs/operations.md'), 'utf8');
    const rows = text.split('\n').filter((line) => line.startsWith('| `ratchet_'));
    expect(rows).toEqual(
      Object.values(METRICS).map(
        ({ name, kind, labels, help }) =>
          `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(' ')} | ${help} |`,
      ),
    );
  });
});
