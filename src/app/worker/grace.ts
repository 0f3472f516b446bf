/** How long a run in flight may go on when its worker is told to stop, in seconds; a longer one is handed over. */
export const GRACE_SECONDS = 20;
