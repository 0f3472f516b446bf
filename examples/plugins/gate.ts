import type { Gate } from 'ratchet';

const MOST = 1.5;

/** No candidate that takes much longer than what it replaces, however right it is. */
export const judge: Gate = ({ summary, baselineSummary }) => {
  if (baselineSummary === null) return null;
  const now = summary.measured.latency.medianMs;
  const before = baselineSummary.measured.latency.medianMs;
  if (now <= MOST * before) return null;
  return { reason: `median ${now} ms against ${before} ms is more than ${MOST} times` };
};
