import { describeIssues } from '../src/input-issue';
import { parseStudy } from '../src/study/parse-study';

/** Of the processor, in milliseconds: a workflow's code may take 5 seconds at once, and a busy machine is slow. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const names = (count: number, value: unknown, of = 'n') =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${of}${n}`, value]));
const long = (letter: string) => letter.repeat(50);

describe('what is wrong with an input that was made to harm', () => {
  it.each<{ readonly what: string; readonly changes: object }>([
    { what: 'unknown fields', changes: names(19_000, 1) },
    { what: 'unknown fields inside', changes: { baseline: names(19_000, 1) } },
    { what: 'values', changes: { factors: { retries: Array(19_000).fill('x') } } },
    { what: 'phases', changes: { phases: names(19_000, 1) } },
    { what: 'generators', changes: { generators: Array(19_000).fill('x') } },
    {
      what: 'prompts that are not there',
      changes: {
        prompts: names(6_000, {}, long('a')),
        factors: { prompt: Object.keys(names(6_000, 1, long('b'))) },
      },
    },
    { what: 'fallbacks of models that are not there', changes: { fallbacks: names(9_000, 'm') } },
  ])('is told within bounds: $what', ({ changes }) => {
    const input = { study: 's', phases: { p: 'atomic' }, baseline: { model: 'm' }, ...changes };
    let text = '';
    const cpuMs = cpuOf(() => {
      const parsed = parseStudy(input);
      text = parsed.ok ? '' : describeIssues(parsed.issues);
    });
    expect(text).not.toBe('');
    expect(text.split('\n').length).toBeLessThanOrEqual(101);
    expect(text.length).toBeLessThan(200_000);
    expect(cpuMs).toBeLessThan(2_000);
  });

  it.each<{ readonly what: string; readonly input: unknown }>([
    { what: 'names', input: names(100_000, 1) },
    { what: 'values', input: { study: 's', factors: { retries: Array(900_000).fill(1) } } },
  ])('is that it has too many $what to be looked at', ({ input }) => {
    const parsed = parseStudy(input);
    expect(parsed).toMatchObject({
      ok: false,
      issues: [{ message: 'expected at most 20000 values in all lists and objects, found more' }],
    });
  });

  it('says that more is wrong than it names, and names all of less', () => {
    const said = (count: number) => {
      const parsed = parseStudy({ study: 's', phases: names(count, 1) });
      return parsed.ok ? [] : parsed.issues.map(({ message }) => message);
    };
    expect(said(100)).toHaveLength(100);
    expect(said(101)).toHaveLength(101);
    expect(said(101).at(-1)).toBe('more is wrong than the 100 mistakes named here');
    const ofFields = parseStudy({ study: 's', phases: { p: 'atomic' }, ...names(101, 1) });
    expect(ofFields).toMatchObject({ ok: false });
    expect(ofFields.ok ? 0 : ofFields.issues.length).toBe(101);
  });

  it('names a number that JSON cannot write', () => {
    const parsed = parseStudy(
      JSON.parse('{"study":"s","phases":{"p":"atomic"},"budget":{"usd":1e999}}'),
    );
    expect(parsed.ok ? '' : describeIssues(parsed.issues)).toBe(
      'budget.usd: expected a number, found the number Infinity',
    );
  });
});
