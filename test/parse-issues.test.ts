import { describeIssues } from '../src/input-issue';
import { parseStudy } from '../src/study/parse-study';
import { timesTheWork } from './support/times-the-work';

const names = (count: number, value: unknown, of = 'n') =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${of}${n}`, value]));
const list = (count: number, of = 'n') => Object.keys(names(count, 1, of));
const long = (letter: string) => letter.repeat(50);

const aStudyWith = (changes: object) => ({
  study: 's',
  phases: { p: 'atomic' },
  baseline: { model: 'm' },
  ...changes,
});

function toldOf(input: unknown): string {
  const parsed = parseStudy(input);
  return parsed.ok ? '' : describeIssues(parsed.issues);
}

/** Between what ten times the input takes where each of its values is looked at, and where each is with all others. */
const NOT_SQUARE = 30;

describe('what is wrong with an input that was made to harm', () => {
  it.each<{ readonly what: string; readonly most: number; readonly of: (count: number) => object }>(
    [
      { what: 'unknown fields', most: 19_000, of: (count) => names(count, 1) },
      {
        what: 'unknown fields inside',
        most: 19_000,
        of: (count) => ({ baseline: names(count, 1) }),
      },
      {
        what: 'values',
        most: 19_000,
        of: (count) => ({ factors: { retries: Array(count).fill('x') } }),
      },
      { what: 'phases', most: 19_000, of: (count) => ({ phases: names(count, 1) }) },
      { what: 'generators', most: 19_000, of: (count) => ({ generators: Array(count).fill('x') }) },
      {
        what: 'prompts that are not there',
        most: 6_000,
        of: (count) => ({
          prompts: names(count, {}, long('a')),
          factors: { prompt: list(count, long('b')) },
        }),
      },
      {
        what: 'fallbacks of models that are not there',
        most: 9_000,
        of: (count) => ({ fallbacks: names(count, 'm') }),
      },
      {
        what: 'variants that are not there',
        most: 9_000,
        of: (count) => ({ factors: { variant: list(count, long('x')) } }),
      },
      {
        what: 'files of variants, and variants that are not there',
        most: 9_000,
        of: (count) => ({
          plugins: { variants: list(count).map((name) => `${name}.ts`) },
          factors: { variant: list(count, long('x')) },
        }),
      },
    ],
  )('is told within bounds, and with work that grows as it does: $what', async ({ most, of }) => {
    const [large, small] = [aStudyWith(of(most)), aStudyWith(of(most / 10))];
    const text = toldOf(large);
    expect(text).not.toBe('');
    expect(text.split('\n').length).toBeLessThanOrEqual(101);
    expect(text.length).toBeLessThan(200_000);
    const times = await timesTheWork(
      () => toldOf(large),
      () => toldOf(small),
      NOT_SQUARE,
    );
    expect(times).toBeLessThan(NOT_SQUARE);
  });

  it('takes a few times the work of reading it where all of that is right', async () => {
    const prompts = names(6_000, {}, long('a'));
    const [wrong, right] = ['b', 'a'].map((letter) =>
      aStudyWith({ prompts, factors: { prompt: list(6_000, long(letter)) } }),
    );
    expect(toldOf(wrong).split('\n')).toHaveLength(20);
    const times = await timesTheWork(
      () => toldOf(wrong),
      () => toldOf(right),
      10,
    );
    expect(times).toBeLessThan(10);
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
