import { describeIssues } from '../../src/input-issue';
import type { Json } from '../../src/json';
import { matches } from '../../src/suites/match-arguments';
import { matcherFromFile } from '../../src/suites/matcher-from-file';
import { parseSuite } from '../../src/suites/parse-suite';
import { anItem, aSuiteFile } from './a-suite-file';

describe('a matcher as it is written', () => {
  it.each<[Json, Json | undefined, boolean]>([
    [{ matches: '[A-Z]{2}-\\d+' }, 'AB-12', true],
    [{ matches: '[A-Z]{2}-\\d+' }, 'see AB-12', false],
    [{ matches: '(?i)ab.*' }, 'ABout', true],
    [{ matches: '\\d+' }, 12, true],
    [{ matches: '.*' }, undefined, false],
    [{ near: 0.2, within: 0.1 }, 0.3, true],
    [{ near: 0.2, within: 0.1 }, '0.1', true],
    [{ near: 0.2, within: 0.1 }, 0.31, false],
    [{ near: 0.2, within: 0.1 }, 'some', false],
    [{ near: 0, within: 1 }, '', false],
    [{ sameTime: '2026-03-01T10:00:00Z' }, '2026-03-01T12:00:00.000+02:00', true],
    [{ sameTime: '2026-03-01T10:00:00Z' }, '2026-03-01T10:00', false],
    [{ sameTime: '2026-03-01T10:00' }, '2026-03-01 10:00:00', true],
    [{ sameTime: '2026-03-01T10:00:00.5Z' }, '2026-03-01T10:00:00Z', false],
    [{ sameTime: '2026-03-01' }, '2026-03-01T00:00', false],
    [{ sameTime: '2026-02-28' }, '2026-02-30', false],
    [{ sameTime: '10:00' }, '10:00:00', true],
    [{ sameTime: '10:00' }, 'at ten', false],
    [{ sameTime: '2024-02-29T23:30-01:00' }, '2024-03-01T00:30Z', true],
    [{ sameTime: '2025-12-31T23:30-01:00' }, '2026-01-01T00:30Z', true],
    [{ sameTime: '2025-12-31T23:30-01:00' }, '2026-01-02T00:30Z', false],
    [{ sameTime: '00:30+01:00' }, '23:30Z', true],
    [{ sameTime: '10:00' }, '25:00', false],
    [{ sameWords: "St. John's Wood" }, 'st johns  wood!', true],
    [{ sameWords: 'Ｃafé, Lisbon' }, 'café - lisbon', true],
    [{ sameWords: 'Lisbon' }, 'Lisbon today', false],
    [{ optional: { near: 5, within: 1 } }, undefined, true],
    [{ optional: { near: 5, within: 1 } }, 6, true],
    [{ optional: { near: 5, within: 1 } }, 7, false],
    [{ absent: true }, '', true],
    [{ absent: true }, 'x', false],
    [{ withFields: { lat: { near: 38.7, within: 0.1 } } }, { lat: 38.72 }, true],
    [{ withFields: { lat: { near: 38.7, within: 0.1 } } }, { lat: 38.72, lon: 1 }, false],
    [{ withFields: { lat: { any: true } } }, 'x', false],
    [{ withEntries: [{ matches: 'a+' }, 'b'] }, ['aaa', 'B'], true],
    [{ withEntries: [{ matches: 'a+' }, 'b'] }, ['aaa'], false],
  ])('%j takes %j: %s', (written, found, takes) => {
    expect(matches(matcherFromFile(written), found)).toBe(takes);
  });

  it('is a value where it has not the form of one', () => {
    const values: readonly Json[] = [{ near: 3 }, { near: 3, within: 1, unit: 'C' }, { matches: 3 }];
    for (const value of values) expect(matcherFromFile(value)).toEqual({ kind: 'equals', value });
  });

  it('reads an evil pattern in time that grows with the text alone', () => {
    const evil = matcherFromFile({ matches: '(a+)+b|(a|a)*c|(.*)*d' });
    expect(matches(evil, 'a'.repeat(20_000))).toBe(false);
  });
});

describe('a matcher that is wrong', () => {
  const issuesOf = (day: Json): string => {
    const call = { tool: 'get_weather', arguments: { city: 'Rome', day } };
    const parsed = parseSuite(aSuiteFile({ items: [anItem('one', { calls: [call] })] }));
    return parsed.ok ? '' : describeIssues(parsed.issues);
  };

  it.each<[Json, RegExp]>([
    [{ matches: '(' }, /day: not a regular expression of RE2's syntax: .*\(/],
    [{ matches: 'a(?=b)' }, /day: not a regular expression/],
    [{ near: 'x', within: 1 }, /day: expected near: with a number and within:/],
    [{ near: 1, within: -1 }, /day: expected near:/],
    [{ sameTime: 'noon' }, /day: expected sameTime: with an ISO 8601 time .* found the text "noon"/],
    [{ sameWords: '!' }, /day: expected sameWords:/],
    [{ optional: { oneOf: [] } }, /day\.optional: expected oneOf:/],
    [{ withFields: { at: { sameTime: 'x' } } }, /day\.withFields\.at: expected sameTime/],
    [{ withEntries: ['a', { any: 1 }] }, /day\.withEntries\[1\]: expected any: true/],
  ])('%j is named at its place', (day, issue) => {
    expect(issuesOf(day)).toMatch(issue);
  });
});
