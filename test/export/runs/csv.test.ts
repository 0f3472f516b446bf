import fc from 'fast-check';
import { COLUMNS } from '../../../src/app/export/runs/columns';
import { csvOf } from '../../../src/app/export/runs/csv';
import { anEvaluation, call, streamOf, textOf } from './an-evaluation';

/** A reader by RFC 4180: fields in quotes hold commas, line ends and doubled quotes. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let found = field.exec(text); found; found = field.exec(text)) {
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

async function tableOf(answer: string): Promise<readonly Record<string, string>[]> {
  const evaluation = anEvaluation([{ letter: 'P', calls: [call('first', answer)] }]);
  const [names = [], ...rows] = readCsv(await textOf(csvOf(streamOf(evaluation))));
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
}

describe('runs as CSV', () => {
  it('tells each item of each run in a row, under the names of its columns', async () => {
    const evaluation = anEvaluation([
      { letter: 'P', calls: [call('first', 'one, "two"')] },
      { letter: 'T', calls: [call('second', null)] },
    ]);
    const rows = readCsv(await textOf(csvOf(streamOf(evaluation, evaluation))));
    expect(rows[0]).toEqual(COLUMNS.map(({ name }) => name));
    expect(rows).toHaveLength(1 + 2 * 4 * 2);
    expect(rows.every((row) => row.length === COLUMNS.length)).toBe(true);
    expect(rows[2]).toMatchInlineSnapshot(`
[
  "lfm",
  "2",
  "atomic",
  "lfm/c2/atomic/e3-verify",
  "1",
  "lfm/atomic/native_api/t60/r1/i0/w0/T0",
  "lfm",
  "native_api",
  "60",
  "1",
  "0",
  "0",
  "0",
  "default",
  "default",
  "atomic-quick",
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "false",
  "second",
  "2",
  "action",
  "T",
  "false",
  "1",
  "1",
  "20.5",
  "",
  "",
  "About second",
  "[]",
  "warm",
  "1",
  "tiny",
  "",
  "false",
  "2026-01-01T00:00:01.000Z",
  "2026-01-01T00:00:01.750Z",
  "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
]
`);
  });

  it('holds whatever a model said, and no cell that a spreadsheet takes for a formula', async () => {
    const nasty = fc.oneof(
      fc.string(),
      fc.constantFrom('=1+1', '+1', '-1', '@x', '\t=1', '\r\n', ' =1', '＝1', '"', ',', ''),
    );
    await fc.assert(
      fc.asyncProperty(nasty, async (answer) => {
        const [row = {}] = await tableOf(answer);
        expect(JSON.parse(row['answers'] ?? '')).toEqual([{ text: answer, toolCalls: [] }]);
      }),
      { numRuns: 200 },
    );
    const question = {
      messages: [{ role: 'user', content: '=HYPERLINK("http://x")' }],
      maxTokens: 1,
    };
    const calls = [call('first', '', { question })];
    const [, row] = readCsv(await textOf(csvOf(streamOf(anEvaluation([{ letter: 'P', calls }])))));
    expect(row).toContain(`'=HYPERLINK("http://x")`);
  });

  it('leaves empty what no transcript tells, and never names a machine', async () => {
    const text = await textOf(csvOf(streamOf(anEvaluation([{ letter: 'W' }]))));
    const [names = [], row = []] = readCsv(text);
    const empty = names.filter((_, at) => row[at] === '');
    expect(empty).toEqual([
      'item',
      'attempts',
      'calls',
      'latency_ms',
      'input_tokens',
      'output_tokens',
      'prompt',
      'answers',
      'digest',
    ]);
    expect(text).not.toContain('must-not-leave');
  });
});
