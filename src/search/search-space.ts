import type { Factor, FactorValue, Spec } from '../spec/spec';
import { withPatch } from '../spec/spec';
import { type FactorSpace, factorPatch } from '../study/factor-space';

/** A spec by the places of its values, one number per factor of the space. */
export type Levels = readonly number[];

/** Values that specs have and the study's space lacks: a warm-up that a diagnosis asked for, a candidate given by hand. */
export type Outside = readonly (readonly [Factor, FactorValue])[];

/** The study's space with values from outside put at the end of their factor, so that no place ever moves. */
export function withOutside(space: FactorSpace, outside: Outside): FactorSpace {
  return space.map(({ factor, values }) => ({
    factor,
    values: [...values, ...outside.filter(([of]) => of === factor).map(([, value]) => value)],
  }));
}

/** The values of a spec that the space lacks. */
export function outsideValues(space: FactorSpace, spec: Spec): Outside {
  return space
    .filter(({ factor, values }) => !values.includes(spec[factor]))
    .map(({ factor }) => [factor, spec[factor]] as const);
}

/** The places of a spec's values; null for a spec with a value that the space lacks. */
export function levelsOf(space: FactorSpace, spec: Spec): Levels | null {
  const levels = space.map(({ factor, values }) => values.indexOf(spec[factor]));
  return levels.includes(-1) ? null : levels;
}

/** The spec at these places; its phase is that of `like`. */
export function specAt(space: FactorSpace, levels: Levels, like: Spec): Spec {
  return space.reduce((spec, { factor, values }, place) => {
    const value = values[levels[place] ?? 0];
    return value === undefined ? spec : withPatch(spec, factorPatch(factor, value));
  }, like);
}

/** The factors that have more than one value, by their place in the space: a factor with one value is no factor. */
export function variedFactors(space: FactorSpace): readonly number[] {
  return space.flatMap(({ values }, place) => (values.length > 1 ? [place] : []));
}

const FIRST_CHARACTER = 48;

/** Levels as text, one character per factor from `0` on: short, and the same however many values a space gains. */
export function codeOf(levels: Levels): string {
  return String.fromCharCode(...levels.map((level) => FIRST_CHARACTER + level));
}

export function levelsOfCode(code: string): Levels {
  return code.split('').map((character) => character.charCodeAt(0) - FIRST_CHARACTER);
}
