import type { StudyStatus } from '../../study/status';

/**
 * Lines for the rows that were decided since the last look, where the study's log is on another machine.
 * A cycle that ends between two looks takes its last rows with it.
 */
export function createTableTeller(): (status: StudyStatus) => readonly string[] {
  const told = new Set<string>();
  return ({ cycle, phases }) =>
    phases.flatMap(({ name, table }) =>
      table
        .filter(({ state }) => state === 'decided' || state === 'inapplicable')
        .filter((row) => isNew(told, `${cycle}/${name}/${row.name}`))
        .map(
          ({ change, accuracy, verdict, state, reason }) =>
            `c${cycle} ${name}  ${change}  ${accuracy?.toFixed(3) ?? ''}  ${verdict ?? state}: ${reason}`,
        ),
    );
}

function isNew(told: Set<string>, key: string): boolean {
  if (told.has(key)) return false;
  told.add(key);
  return true;
}
