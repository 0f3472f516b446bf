import type { Token } from 'node-llama-cpp';
import { commonPrefix, type Slot } from './conversation-slots.ts';

/** Tokens computed at once. Fixed, since sums come out differently in batches of another size. */
export const BATCH_TOKENS = 32;

/**
 * Brings the slot to the last whole batch of the prompt, keeping what it has computed of it before.
 *
 * Only whole batches that begin at a multiple of the batch size are kept or computed here, never a
 * part of one and never tokens that were generated. So the numbers behind an answer are the same
 * whatever was asked before it. It gives up between two batches.
 *
 * @returns the number of prompt tokens that did not have to be computed again
 */
export async function computePrompt(
  slot: Slot,
  prompt: readonly Token[],
  signal: AbortSignal,
): Promise<number> {
  const { sequence } = slot.chat;
  const whole = wholeBatches(prompt.length - 1);
  const shared = commonPrefix(sequence.contextTokens, prompt);
  const kept = wholeBatches(Math.min(shared, slot.reusable, whole));
  slot.reusable = kept;
  await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
  for (let start = kept; start < whole; start += BATCH_TOKENS) {
    signal.throwIfAborted();
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(start, start + BATCH_TOKENS));
    slot.reusable = start + BATCH_TOKENS;
  }
  signal.throwIfAborted();
  return kept;
}

const wholeBatches = (tokens: number): number => Math.floor(tokens / BATCH_TOKENS) * BATCH_TOKENS;
