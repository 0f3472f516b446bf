import { until } from '../../../support/until';
import type { FaultKind } from '../fault';

/** Some questions are answered with 500: each makes its run void. */
export const endpointFails: FaultKind = {
  name: 'endpoint answers 500',
  needsQuestions: true,
  voids: true,
  draw: (whole, form) => ({ questions: form === 'short' ? 1 : whole(1, 3) }),
  async strike({ front }, { questions = 1 }) {
    const troubled = () => front.asked.filter((question) => question.troubled).length;
    const before = troubled();
    front.trouble({ kind: 'status', status: 500, retryAfterSeconds: null }, questions);
    await until('the questions', () => troubled() >= before + questions);
    front.mend();
  },
};
