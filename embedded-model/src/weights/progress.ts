import { log, shownSize } from '../log.ts';

/** Tells how far a transfer of this size has come, at each further tenth. */
export function progressOf(name: string, total: number): (bytes: number) => void {
  let told = 0;
  return (bytes) => {
    const tenth = Math.floor((bytes * 10) / total);
    if (tenth <= told) return;
    told = tenth;
    log(`${name}: ${tenth * 10} % (${shownSize(bytes)} of ${shownSize(total)})`);
  };
}
