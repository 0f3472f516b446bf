import { verificationSteps } from '../src/enforcement/verification';
import type { RouteWatch } from '../src/loop/desk';
import { summaryOf } from '../src/runs/summary-of';
import { specId } from '../src/spec/spec-id';
import { measureSteps } from './measure';
import type { Session } from './session';
import { show } from './show';

/** Today's route of a phase and the one before, run whole once more, alternately. */
export function routeWatch(session: Session, phase: string): RouteWatch {
  return {
    now: () => new Date().toISOString(),
    hoursSince: (then) => (Date.now() - Date.parse(then)) / 3_600_000,
    compare: async (today, before) => {
      const { runs } = session.study.policy;
      show(session, `runs ${specId(today)} and the route before it for ${phase}, side by side`);
      const measured = await measureSteps(session, {
        phase,
        name: 'e0-watch',
        steps: verificationSteps({ old: today, trial: before }, runs, 'fresh'),
        enoughWhenIdentical: null,
      });
      if (measured === null) return session.ending ? null : 'unaffordable';
      if (measured.kind === 'inapplicable') return 'unaffordable';
      const { summaries } = measured;
      return { today: summaryOf(summaries, today), before: summaryOf(summaries, before) };
    },
  };
}
