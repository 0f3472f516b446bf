import { seededRandom } from '../../../src/statistics/seeded-random';
import type { FaultKind, Plan } from './fault';
import { KILLS } from './fault-kinds';
import { makePlan, type StudyLength, shuffled } from './make-plan';
import { judge, play, playableKinds, playUndisturbed, type Session, type Verdict } from './play';

/** The short study is at least so long; all its plans are made before it has run. */
export const SHORT_LENGTH: StudyLength = { questions: 150, events: 15 };
/** Besides the one kill that each plan has. */
const MORE_FAULTS = 2;

/** A few plans, played side by side with the undisturbed study. */
export async function shortForm(session: Session): Promise<readonly Verdict[]> {
  const plans = shortPlans(session.seed, playableKinds(session.say));
  const playing = plans.map(async (plan, place) => {
    const name = `plan-${place + 1}`;
    return { name, plan, played: await play(session, name, plan) };
  });
  const [undisturbed, ...disturbed] = await Promise.all([playUndisturbed(session), ...playing]);
  const { beforeTheEnd } = undisturbed.study;
  session.say(
    `undisturbed: ${undisturbed.asked.length} questions, ${beforeTheEnd} events before its end`,
  );
  return disturbed.map((each) => judge(session, each, undisturbed));
}

/** One for each kind of kill. Which others are in them is a matter of the seed. */
export function shortPlans(seed: number, kinds: readonly FaultKind[]): readonly Plan[] {
  const others = shuffled(
    kinds.filter((kind) => !KILLS.includes(kind)),
    seededRandom(seed),
  );
  return KILLS.map((kill, place) => {
    const more = others.slice(place * MORE_FAULTS, (place + 1) * MORE_FAULTS);
    const options = { length: SHORT_LENGTH, form: 'short' } as const;
    return makePlan(seed * KILLS.length + place, [kill, ...more], options);
  });
}
