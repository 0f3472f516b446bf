import { median } from '../../src/statistics/median';
import { percentile } from '../../src/statistics/percentile';
import type { WatchedRequest } from '../../test/support/watched-endpoint';

/** How the slots were used while as many studies as there are slots had requests left to make, in a few lines. */
export function describeUse(requests: readonly WatchedRequest[], slots: number): string {
  const owners = byOwner(requests);
  const times = [...owners.values()].map((own) => ({
    first: Math.min(...own.map(({ begun }) => begun)),
    last: Math.max(...own.map(({ ended }) => ended)),
  }));
  const first = Math.min(...times.map((each) => each.first));
  const lasts = times.map(({ last }) => last).toSorted((a, b) => b - a);
  // From then on fewer studies than slots are left.
  const full = lasts[slots - 1] ?? first;
  const at = levels(requests, { first, last: full });
  const whole = full - first;
  const share = (ms: number): string => `${((100 * ms) / whole).toFixed(1)} %`;
  const busy = at.reduce((sum, { open, ms }) => sum + Math.min(open, slots) * ms, 0) / slots;
  const by = Array.from({ length: slots + 1 }, (_, open) =>
    sumOf(at.filter((each) => each.open === open).map(({ ms }) => ms)),
  );
  const over = sumOf(at.filter(({ open }) => open > slots).map(({ ms }) => ms));
  const still = at.filter(({ open }) => open === 0).map(({ ms }) => ms);
  const spans = times.map((each) => each.last - each.first);
  const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
  return [
    `${requests.length} requests of ${owners.size} studies in ${seconds((lasts[0] ?? 0) - first)} s`,
    `slots in use: ${share(busy)}; by requests at once: ${by.map((ms, open) => `${open}: ${share(ms)}`).join(', ')}; more: ${share(over)}`,
    `longest time without any request: ${seconds(Math.max(0, ...still))} s`,
    `a study, from first to last request: median ${seconds(median(spans))} s, most ${seconds(Math.max(...spans))} s`,
    gaps(requests),
  ].join('\n');
}

/** Time between two requests of a study: within a run, and between two. */
function gaps(requests: readonly WatchedRequest[]): string {
  const between = [...byOwner(requests).values()].flatMap((own) => {
    const sorted = own.toSorted((a, b) => a.begun - b.begun);
    return sorted.slice(1).map(({ begun }, at) => begun - (sorted[at]?.ended ?? begun));
  });
  const at = (share: number): string => (percentile(between, share) ?? 0).toFixed(0);
  return `between two requests of a study: median ${at(0.5)} ms, 90 % ${at(0.9)} ms, 99 % ${at(0.99)} ms, most ${Math.max(...between)} ms`;
}

function byOwner(
  requests: readonly WatchedRequest[],
): ReadonlyMap<string, readonly WatchedRequest[]> {
  const found = new Map<string, WatchedRequest[]>();
  for (const request of requests) {
    const own = found.get(request.owner) ?? [];
    own.push(request);
    found.set(request.owner, own);
  }
  return found;
}

function levels(
  requests: readonly WatchedRequest[],
  { first, last }: { readonly first: number; readonly last: number },
): readonly { readonly open: number; readonly ms: number }[] {
  const steps = requests
    .flatMap(({ begun, ended }) => [
      { time: begun, by: 1 },
      { time: ended, by: -1 },
    ])
    .filter(({ time }) => time <= last)
    .toSorted((a, b) => a.time - b.time || a.by - b.by);
  let open = 0;
  let since = first;
  const found: { open: number; ms: number }[] = [];
  for (const { time, by } of steps) {
    if (time > since) found.push({ open, ms: time - since });
    since = time;
    open += by;
  }
  return found;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
