import type { FaultKind, Plan } from './fault';
import { KILLS } from './fault-kinds';
import { makePlan, type StudyLength } from './make-plan';
import { judge, play, playableKinds, playUndisturbed, type Session, type Verdict } from './play';

/** Kills in a plan, of each kind that kills; besides, each other fault strikes once. */
const KILLS_OF_EACH_KIND = 3;

/** What the long form is to do. */
export interface LongForm {
  /** Studies are played until so many processes were killed. */
  readonly kills: number;
  /** So many at the same time. */
  readonly lanes: number;
}

/** Plays study after study, each with another plan. Each is told when it has ended. */
export async function longForm(
  session: Session,
  { kills, lanes }: LongForm,
): Promise<readonly Verdict[]> {
  const kinds = playableKinds(session.say);
  const undisturbed = await playUndisturbed(session);
  const length = {
    questions: undisturbed.asked.length,
    events: undisturbed.study.beforeTheEnd,
  };
  session.say(`undisturbed: ${length.questions} questions, ${length.events} events`);
  const verdicts: Verdict[] = [];
  const progress = { studies: 0, kills: 0 };
  const lane = async (): Promise<void> => {
    while (progress.kills < kills) {
      progress.studies += 1;
      const name = `plan-${progress.studies}`;
      const plan = longPlan(session.seed + progress.studies, kinds, length);
      // What is planned counts at once, so that no other lane begins a study too many.
      progress.kills += leastKills(plan);
      const played = await play(session, name, plan);
      progress.kills += played.kills - leastKills(plan);
      verdicts.push(judge(session, { name, plan, played }, undisturbed));
      session.say(`${killsOf(verdicts)} of ${kills} kills`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return verdicts;
}

export function longPlan(seed: number, kinds: readonly FaultKind[], length: StudyLength): Plan {
  const more = Array.from({ length: KILLS_OF_EACH_KIND - 1 }, () => KILLS).flat();
  return makePlan(seed, [...kinds, ...more], { length, form: 'long' });
}

export function killsOf(verdicts: readonly Verdict[]): number {
  return verdicts.reduce((sum, { played }) => sum + played.kills, 0);
}

function leastKills({ faults }: Plan): number {
  const names = new Set(KILLS.map(({ name }) => name));
  return faults.reduce((sum, { kind, settings }) => {
    return names.has(kind) ? sum + (settings['times'] ?? 1) : sum;
  }, 0);
}
