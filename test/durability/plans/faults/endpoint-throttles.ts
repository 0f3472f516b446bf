import { until } from '../../../support/until';
import type { FaultKind } from '../fault';

/** Some questions are answered with 429, which a run waits out. */
export const endpointThrottles: FaultKind = {
  name: 'endpoint answers 429',
  needsQuestions: true,
  draw: (whole) => ({ questions: whole(1, 3), retryAfterSeconds: whole(0, 1) }),
  async strike({ front }, { questions = 1, retryAfterSeconds = 0 }) {
    const troubled = () => front.asked.filter((question) => question.troubled).length;
    const before = troubled();
    const wait = retryAfterSeconds === 0 ? null : retryAfterSeconds;
    front.trouble({ kind: 'status', status: 429, retryAfterSeconds: wait }, questions);
    await until('the questions', () => troubled() >= before + questions);
    front.mend();
  },
};
