import type { Json } from '../../support/json';
import type { EndedStudy } from '../ended-study';

/**
 * Two studies without the diagnoses that void runs have made one of infrastructure in the first of them. That a run was
 * void is measured, and differs between the two; the diagnosis follows from it.
 *
 * @returns both, with these diagnoses taken out of either
 */
export function withoutVoids(disturbed: EndedStudy, undisturbed: EndedStudy) {
  const [here, there] = [disturbed, undisturbed].map(({ events, files }) => ({ events, files }));
  const voids = new Set(placesOfVoids(here, ''));
  return { here: without(here, voids, ''), there: without(there, voids, '') };
}

function* placesOfVoids(value: Json, place: string): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  if (value.evidence?.numbers?.voidAttempts !== undefined) yield place;
  for (const [name, inner] of Object.entries(value))
    yield* placesOfVoids(inner, `${place}/${name}`);
}

function without(value: Json, places: ReadonlySet<string>, place: string): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (places.has(place)) return undefined;
  if (Array.isArray(value)) {
    return value.map((inner, index) => without(inner, places, `${place}/${index}`));
  }
  const fields = Object.entries(value);
  return Object.fromEntries(
    fields.map(([name, inner]) => [name, without(inner, places, `${place}/${name}`)]),
  );
}
