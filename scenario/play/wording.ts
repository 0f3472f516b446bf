import { chance, pick } from '../chance';
import type { Json } from '../json';
import type { Occasion } from './occasion';

const SENTENCES: readonly [string, ...string[]] = [
  'No tool is needed for this.',
  'I can answer that without a tool.',
  'Happy to talk about it.',
  'That needs nothing to be looked up.',
];

/** An answer without a call. Above temperature 0 its words vary with the request's seed. */
export function prose({ request, key }: Occasion): string {
  return request.temperature === 0 ? SENTENCES[0] : pick(SENTENCES, [...key, 'prose']);
}

/** JSON as a model writes it. Above temperature 0 its spacing varies with the request's seed. */
export function written({ request, key }: Occasion, value: Json): string {
  const spread = request.temperature > 0 && chance([...key, 'spacing']) < 0.5;
  return spread ? JSON.stringify(value, null, 1) : JSON.stringify(value);
}
