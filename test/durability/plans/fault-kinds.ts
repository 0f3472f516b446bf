import type { FaultKind } from './fault';
import { clockJumps } from './faults/clock-jumps';
import { diskFull } from './faults/disk-full';
import { diskReadOnly } from './faults/disk-read-only';
import { endpointFails } from './faults/endpoint-fails';
import { endpointHangs } from './faults/endpoint-hangs';
import { endpointRefuses } from './faults/endpoint-refuses';
import { endpointThrottles } from './faults/endpoint-throttles';
import { killBoth } from './faults/kill-both';
import { killServer } from './faults/kill-server';
import { killWorker } from './faults/kill-worker';
import { serverGone } from './faults/server-gone';
import { workerBeforeServer } from './faults/worker-before-server';
import { workerToldToStop } from './faults/worker-told-to-stop';

export const KILLS: readonly FaultKind[] = [killWorker, killServer, killBoth];

export const FAULT_KINDS: readonly FaultKind[] = [
  ...KILLS,
  serverGone,
  workerBeforeServer,
  workerToldToStop,
  endpointRefuses,
  endpointHangs,
  endpointThrottles,
  endpointFails,
  diskFull,
  diskReadOnly,
  clockJumps,
];

/** @throws RangeError where there is no such kind */
export function faultKind(name: string): FaultKind {
  const kind = FAULT_KINDS.find((each) => each.name === name);
  if (!kind) throw new RangeError(`There is no fault "${name}"`);
  return kind;
}
