import { forward } from '../support/forward';
import type { CleanUp } from './clean-up';
import { command } from './command';

/** A place for a worker: a network of its own, or this machine's where there can be none. */
export interface WorkerHost {
  readonly name: string;
  /** Under which address it sees the servers of this machine. */
  readonly gateway: string;
  /** What a command has to begin with to run there. */
  readonly enter: readonly string[];
}

/**
 * Network namespaces, each with one cable to this machine and nothing else, over which the named ports of loopback
 * can be reached.
 *
 * @returns without a network of their own where this process may not make one
 */
export async function workerHosts(
  count: number,
  ports: readonly number[],
  cleanUp: CleanUp,
): Promise<readonly WorkerHost[]> {
  const names = Array.from({ length: count }, (_, at) => `host-${at + 1}`);
  if (!(await mayMakeNetworks())) {
    return names.map((name) => ({ name, gateway: '127.0.0.1', enter: [] }));
  }
  const hosts: WorkerHost[] = [];
  for (const [at, name] of names.entries()) {
    const place = { name, namespace: `ratchet-${process.pid}-${at + 1}`, at };
    const gateway = await makeNetwork(place, cleanUp);
    for (const port of ports) {
      const forwarded = await forward(gateway, port);
      cleanUp.add(() => forwarded.close());
    }
    hosts.push({ name, gateway, enter: ['ip', 'netns', 'exec', place.namespace] });
  }
  return hosts;
}

async function mayMakeNetworks(): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  const probe = `ratchet-${process.pid}-probe`;
  return command(['ip', 'netns', 'add', probe])
    .then(() => command(['ip', 'netns', 'delete', probe]))
    .then(
      () => true,
      () => false,
    );
}

/** @returns this machine's address on the cable. The addresses are those set aside for benchmarks (RFC 2544). */
async function makeNetwork(
  { namespace, at }: { readonly namespace: string; readonly at: number },
  cleanUp: CleanUp,
): Promise<string> {
  const ip = (...args: readonly string[]) => command(['ip', ...args]);
  const [here, there] = [`rt${process.pid}a${at}`, `rt${process.pid}b${at}`];
  // Runs of this script at the same time must not share a network.
  const subnet = `198.18.${process.pid % 256}`;
  const address = (host: number) => `${subnet}.${4 * at + host}`;
  await ip('netns', 'add', namespace);
  cleanUp.add(() => ip('netns', 'delete', namespace));
  // Deleting the namespace deletes the cable.
  await ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there);
  await ip('link', 'set', there, 'netns', namespace);
  await ip('address', 'add', `${address(1)}/30`, 'dev', here);
  await ip('link', 'set', here, 'up');
  await ip('-n', namespace, 'link', 'set', 'lo', 'up');
  await ip('-n', namespace, 'address', 'add', `${address(2)}/30`, 'dev', there);
  await ip('-n', namespace, 'link', 'set', there, 'up');
  return address(1);
}
