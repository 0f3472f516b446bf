import type { Generator, Proposed } from 'ratchet';

/** Proposes to change two factors at once where each alone is known to cost little. */
export const propose: Generator = ({ baseline, values }) => {
  const retries = (values['retries'] ?? []).map(Number).filter((n) => n > baseline.retries);
  const warmups = (values['warmup'] ?? []).map(Number).filter((n) => n > baseline.warmup);
  return retries.flatMap((retry) =>
    warmups.map((warmup): Proposed => ({
      patch: { retries: retry, warmup },
      why: `a warm model that may try ${retry + 1} times`,
    })),
  );
};
