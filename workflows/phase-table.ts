import type { TableRow } from '../src/study/status';
import type { Session } from './session';

/** A phase's decision table, to be changed in place. */
export function tableOf(session: Session, phase: string): TableRow[] {
  session.tables[phase] ??= [];
  return session.tables[phase];
}

/** Puts a row where the one of its name stands. */
export function replaceRow(session: Session, phase: string, row: TableRow): void {
  const table = tableOf(session, phase);
  const place = table.findIndex(({ name }) => name === row.name);
  if (place >= 0) table[place] = row;
}
