import type { RouteWatch } from '../src/loop/desk';
import { specId } from '../src/spec/spec-id';
import { runSideBySide } from './run-side-by-side';
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
      const specs = { old: today, trial: before };
      const made = await runSideBySide(session, specs, { name: 'e0-watch', runs });
      if (made === null) return null;
      if (typeof made === 'string') return 'unaffordable';
      return { today: made.old, before: made.trial };
    },
  };
}
