import type { Tool } from '../suites/suite';
import { decisionOf } from '../variants/decision-json';
import type { RawAnswer, VariantStep } from '../variants/variant';
import type { ParsedVariantAnswer } from './parse-variant-answer';

/** More questions than any way to ask about one decision needs; one that asks on has no end. */
export const MOST_QUESTIONS = 32;

/** What a variant of a plug-in says, as a built-in one says it: calls are read by the same rules. */
export function stepOf(
  answer: ParsedVariantAnswer,
  { tools, answers }: { readonly tools: readonly Tool[]; readonly answers: readonly RawAnswer[] },
): VariantStep {
  if ('ask' in answer) return { kind: 'ask', question: answer.ask };
  if ('calls' in answer) {
    const text = answers.at(-1)?.text ?? '';
    return { kind: 'decide', decision: decisionOf(answer.calls, tools, text) };
  }
  if ('text' in answer) return { kind: 'decide', decision: { kind: 'none', text: answer.text } };
  return { kind: 'decide', decision: { kind: 'malformed', why: answer.malformed } };
}

/** What is wrong with a step, by how many answers there are: it asks first, and comes to an end; null: nothing. */
export function wrongStep({ kind }: VariantStep, answers: number): string | null {
  if (answers === 0 && kind === 'decide') return 'it decides before it has asked anything';
  if (answers < MOST_QUESTIONS || kind === 'decide') return null;
  return `it goes on asking after ${MOST_QUESTIONS} answers`;
}
