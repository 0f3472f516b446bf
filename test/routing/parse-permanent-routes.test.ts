import fc from 'fast-check';
import { canonicalJson } from '../../src/canonical-json';
import { parsePermanentRoutes } from '../../src/routing/parse-permanent-routes';
import { routingText } from '../application/support/installation';

const WHOLE: unknown = JSON.parse(routingText());

/** Every field of a JSON value, by its path. */
function pathsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, field]) => pathsIn(field, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

/** The value with another one at a path. */
function withAt(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  const fields = Object.entries(Object(value));
  return Object.fromEntries(
    fields.map(([name, field]) => [name, name === key ? withAt(field, rest, other) : field]),
  );
}

describe('parsePermanentRoutes()', () => {
  it('takes a whole file', () => {
    expect(parsePermanentRoutes(WHOLE)).toMatchObject({
      ok: true,
      value: { atomic: { study: 'lfm', sinceCycle: 1, spec: { model: 'lfm' } } },
    });
  });

  it('never throws, and says where a foreign value is wrong', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = parsePermanentRoutes(value);
        expect(parsed.ok || parsed.issues.every(({ message }) => message !== '')).toBe(true);
        expect(parsed.ok).toBe(false);
      }),
    );
  });

  it('never takes a spec that it was not meant to be: any one value changed is refused or is that value', () => {
    const paths = pathsIn(WHOLE).filter((path) => path.includes('route'));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, other) => {
        const parsed = parsePermanentRoutes(withAt(WHOLE, path, other));
        if (!parsed.ok) return;
        const changed = canonicalJson(withAt(WHOLE, path, other));
        expect(changed).toContain(canonicalJson(parsed.value['atomic']?.spec));
      }),
      { numRuns: 1_000 },
    );
  });
});
