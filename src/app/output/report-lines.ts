import type { StudyReport } from '../../study/study-report';
import type { Output } from './output';
import { spentText } from './spent-text';

/** How a study ended, on a few lines. */
export function reportLines(
  { study, state, reason, cycles, phases, spent }: StudyReport,
  { paint }: Pick<Output, 'paint'>,
): readonly string[] {
  return [
    `${paint.bold(study)}: ${state} after ${cycles} ${cycles === 1 ? 'cycle' : 'cycles'}: ${reason}`,
    ...phases.flatMap(({ name, first, last, accuracy }) => [
      `  ${name}: ${first === last ? `stays at ${last}` : `${first} → ${paint.green(last)}`}${accuracy === null ? '' : `, accuracy ${accuracy.toFixed(3)}`}`,
    ]),
    `  spent ${spentText(spent)}`,
  ];
}
