import type { Decision, Objection } from './gate';

/** The decision as a gate of the study's own leaves it: what would be promoted is rejected, and nothing else changes. */
export function withObjection(decision: Decision, objection: Objection | undefined): Decision {
  if (!objection || decision.verdict !== 'PROMOTE') return decision;
  const { gate, reason } = objection;
  return {
    ...decision,
    verdict: 'REJECT',
    reason: `${reason} (gate ${gate}); without it PROMOTE: ${decision.reason}`,
    objection,
  };
}
