import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { median } from '../../src/statistics/median';
import { percentile } from '../../src/statistics/percentile';

/** A chat completion, as the endpoint saw it; milliseconds since 1970. */
export interface Request {
  readonly owner: string;
  readonly begun: number;
  readonly ended: number;
}

export interface WatchedEndpoint {
  readonly url: string;
  readonly requests: readonly Request[];
  close(): Promise<void>;
}

/** Stands before an endpoint, and writes down whose requests were under way when. */
export async function watchEndpoint(target: string): Promise<WatchedEndpoint> {
  const requests: Request[] = [];
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const begun = Date.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { 'content-type': 'application/json' },
      ...(body.length > 0 && { body }),
    });
    const text = await answer.text();
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
    if (request.url?.endsWith('/chat/completions') !== true) return;
    const owner = /You work for ([a-z0-9-]+)\./.exec(body.toString())?.[1] ?? 'nobody';
    requests.push({ owner, begun, ended: Date.now() });
  };
  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

/** How the slots were used while as many studies as there are slots had requests left to make, in a few lines. */
export function describeUse(requests: readonly Request[], slots: number): string {
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
function gaps(requests: readonly Request[]): string {
  const between = [...byOwner(requests).values()].flatMap((own) => {
    const sorted = own.toSorted((a, b) => a.begun - b.begun);
    return sorted.slice(1).map(({ begun }, at) => begun - (sorted[at]?.ended ?? begun));
  });
  const at = (share: number): string => (percentile(between, share) ?? 0).toFixed(0);
  return `between two requests of a study: median ${at(0.5)} ms, 90 % ${at(0.9)} ms, 99 % ${at(0.99)} ms, most ${Math.max(...between)} ms`;
}

function byOwner(requests: readonly Request[]): ReadonlyMap<string, readonly Request[]> {
  const found = new Map<string, Request[]>();
  for (const request of requests) {
    const own = found.get(request.owner) ?? [];
    own.push(request);
    found.set(request.owner, own);
  }
  return found;
}

function levels(
  requests: readonly Request[],
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
