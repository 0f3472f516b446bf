import { whyNoFalseClock } from '../false-clock';
import type { FaultKind } from '../fault';

const DAY_SECONDS = 86_400;

/** The worker's clock is set forward or back, and stays there. */
export const clockJumps: FaultKind = {
  name: 'clock of the worker jumps',
  draw: (whole) => ({ days: whole(1, 30), back: whole(0, 1) }),
  whyNot: whyNoFalseClock,
  async strike({ clock }, { days = 0, back }) {
    await clock.set((back === 1 ? -days : days) * DAY_SECONDS);
  },
};
