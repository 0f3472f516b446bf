import { createTableTeller } from '../follow/tell-tables';
import type { Look } from './look';

/** Turns looks into lines for a pipe: what is new, once. */
export function createPlainTeller(): (look: Look) => readonly string[] {
  const rows = createTableTeller();
  let last = '';
  return (look) => {
    const { status } = look;
    const headline = headlineOf(look);
    const news = headline === last ? [] : [headline];
    last = headline;
    return [...(status ? rows(status) : []), ...news];
  };
}

function headlineOf({ study, state, status, silence, waits }: Look): string {
  const cycle = status ? `, cycle ${status.cycle}` : '';
  const said = status ? (status.trouble?.message ?? status.doing) : silence;
  return `${study}  ${state}${cycle}: ${waits[0]?.sentence ?? said ?? ''}`;
}
