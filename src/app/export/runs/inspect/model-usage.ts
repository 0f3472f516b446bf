import type { TokenCount } from '../item-facts';

export interface Usage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly total_tokens: number;
}

/** Tokens by model, as Inspect adds them up; none where the endpoint told nothing. */
export function modelUsage(
  model: string,
  counts: readonly TokenCount[],
): Readonly<Record<string, Usage>> {
  return counts.length === 0 ? {} : { [model]: totalOf(counts) };
}

function totalOf(counts: readonly TokenCount[]): Usage {
  const input = counts.reduce((sum, count) => sum + count.input, 0);
  const output = counts.reduce((sum, count) => sum + count.output, 0);
  return { input_tokens: input, output_tokens: output, total_tokens: input + output };
}
