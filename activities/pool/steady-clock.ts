/**
 * Milliseconds since a moment, by the clock that says more: the steady one stands still while a machine sleeps, and
 * the other one may be set back.
 */
export function stopwatch(): () => number {
  const steady = performance.now();
  const wall = Date.now();
  return () => Math.max(performance.now() - steady, Date.now() - wall);
}
