import type { ExpectedAnswerFile } from './parse-expected-answer';
import type { ExpectedAnswer } from './suite';

/**
 * Reads what is written of an answer.
 *
 * @throws {RangeError} for none of the words; the schema of the file lets none through
 */
export function answerFromFile(answer: ExpectedAnswerFile): ExpectedAnswer {
  if (typeof answer === 'string') return { kind: 'equals', text: answer };
  const { equals, contains, matches, schema, scorer } = answer;
  if (equals !== undefined) return { kind: 'equals', text: equals };
  if (contains !== undefined) return { kind: 'contains', text: contains };
  if (matches !== undefined) return { kind: 'matches', pattern: matches };
  if (schema !== undefined) return { kind: 'schema', schema };
  if (scorer !== undefined) return { kind: 'scorer', file: scorer };
  throw new RangeError('Cannot read an expected answer that says nothing');
}
