import { isDeepStrictEqual } from 'node:util';
import { leftOut, paidAgain } from './paid-again';
import type { PlayedStudy } from './run-plan';
import { withoutVoids } from './without-voids';

/** Something that must be true of a study after a plan of faults. */
export interface Check {
  readonly name: string;
  readonly holds: boolean;
  /** What was found instead; empty where it holds. */
  readonly found: string;
}

/** Holds a disturbed study against the undisturbed one of the same seed. */
export function compare(disturbed: PlayedStudy, undisturbed: PlayedStudy): readonly Check[] {
  const { here, there } = withoutVoids(disturbed.study, undisturbed.study);
  const most = mostPaidAgain(disturbed);
  const again = paidAgain(disturbed.asked, undisturbed.asked);
  const missing = leftOut(disturbed.asked, undisturbed.asked);
  return [
    check(
      'every fault of the plan struck',
      disturbed.missed.map(({ kind }) => kind),
    ),
    check('the log is whole: every event once, each on the line before', disturbed.study.links),
    check('the same events', differences(here.events, there.events)),
    check('the same files', differences(here.files, there.files)),
    check('the same winners', differences(winners(disturbed), winners(undisturbed))),
    check('every run counted once', [
      ...disturbed.runs.faults,
      ...unequal('runs made', disturbed.runs.runs, undisturbed.runs.runs),
      ...unequal('runs spent', disturbed.report.spent.runs, undisturbed.report.spent.runs),
    ]),
    check('every run really asked', missing === 0 ? [] : [`${missing} questions never asked`]),
    check(
      'paid again: at most the runs in flight at a fault',
      again <= most ? [] : [`${again} attempts paid again, at most ${most} expected`],
    ),
    check('audit verify finds nothing', disturbed.audit === null ? [] : [disturbed.audit]),
    check('no workflow is stuck', disturbed.stuck),
    check('somebody who asked was answered', disturbed.looks > 0 ? [] : ['no answer at all']),
    check('every history can be made again', disturbed.unlike),
  ];
}

/** Runs in flight when a fault struck, and those that a troubled question made void. */
export function mostPaidAgain({ struck, asked }: PlayedStudy): number {
  const troubled = asked.filter((question) => question.troubled).length;
  return struck.reduce((sum, { inFlight }) => sum + inFlight, 0) + troubled;
}

function check(name: string, wrong: readonly string[]): Check {
  return { name, holds: wrong.length === 0, found: wrong.join('\n') };
}

function winners({ report }: PlayedStudy): unknown {
  return report.phases.map(({ name, last }) => ({ name, last }));
}

function unequal(what: string, here: number, there: number): readonly string[] {
  return here === there ? [] : [`${what}: ${here}, undisturbed ${there}`];
}

/** The first one is enough to look into. */
function differences(here: unknown, there: unknown): readonly string[] {
  if (isDeepStrictEqual(here, there)) return [];
  const [one, other] = [
    new Map(Object.entries(Object(here))),
    new Map(Object.entries(Object(there))),
  ];
  const keys = [...new Set([...other.keys(), ...one.keys()])];
  const place = keys.find((key) => !isDeepStrictEqual(one.get(key), other.get(key)));
  return [
    `${place} undisturbed: ${JSON.stringify(other.get(place ?? ''))}`,
    `${place} here:        ${JSON.stringify(one.get(place ?? ''))}`,
  ];
}
