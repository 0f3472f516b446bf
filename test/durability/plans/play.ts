import { join } from 'node:path';
import { type Check, compare } from './compare';
import type { Form, Plan } from './fault';
import { FAULT_KINDS } from './fault-kinds';
import { type PlayedStudy, runPlan } from './run-plan';
import { studyOf, tableOf } from './studies';
import { openWorld } from './world';

/** Of one answer of the endpoint: long enough for faults to fall into the middle of a run. */
const LATENCY_MS = 30;
/** How much of what a worker said is told of a study that could not be played to its end. */
const LAST_LINES = 15;

/** What all studies of a session have in common. */
export interface Session {
  readonly form: Form;
  readonly seed: number;
  readonly cycles: number;
  /** Of this session alone. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

/** A study that a plan disturbed, and what was found. */
export interface Verdict {
  readonly name: string;
  readonly plan: Plan;
  readonly played: PlayedStudy;
  readonly checks: readonly Check[];
}

export function playUndisturbed(session: Session): Promise<PlayedStudy> {
  return play(session, 'undisturbed', { seed: session.seed, faults: [] });
}

/** Plays one study in a world of its own: server, database, endpoint, disk and worker. */
export async function play(session: Session, name: string, plan: Plan): Promise<PlayedStudy> {
  const { form, cycles, seed, folder } = session;
  const world = await openWorld(join(folder, name), await tableOf(seed, LATENCY_MS));
  const say = (line: string): void => session.say(`${name}: ${line}`);
  try {
    return await runPlan(world, { plan, study: studyOf(form, cycles), say });
  } catch (error) {
    say(`not played to its end; its worker said last:\n${lastLines(world.worker.said())}`);
    throw error;
  } finally {
    await world.close();
  }
}

/** @returns what was found, told */
export function judge(
  session: Session,
  { name, plan, played }: Omit<Verdict, 'checks'>,
  undisturbed: PlayedStudy,
): Verdict {
  const checks = compare(played, undisturbed);
  for (const { name: what, holds, found } of checks) {
    session.say(`${name}: ${holds ? 'yes' : 'NO '} ${what}${holds ? '' : `\n${found}`}`);
  }
  return { name, plan, played, checks };
}

/** The kinds that can be played here; the others are told, with the reason. */
export function playableKinds(say: (line: string) => void) {
  return FAULT_KINDS.filter((kind) => {
    const why = kind.whyNot?.() ?? null;
    if (why !== null) say(`left out: ${kind.name}: ${why}`);
    return why === null;
  });
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
}
