// How much memory does a worker take that serves many resting studies? Its resident set after the start, with all of
// them at their ceiling, and after each has had signals. Linux only.
//
//   npm run bench:memory -- --studies 100
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { startEndpoint } from '../overhead/endpoint';
import { setUpRatchet } from '../overhead/ratchet';
import { startServer } from '../overhead/server';
import { residentMegabytes } from './resident';

const { values } = parseArgs({ options: { studies: { type: 'string', default: '100' } } });
const STUDIES = Number(values.studies);
const POLL_MS = 500;
const SETTLE_MS = 5_000;
/** By then the garbage collector has come round to what the work before left. */
const LATER_MS = 120_000;

async function main(): Promise<void> {
  const server = await startServer();
  const endpoint = await startEndpoint(0);
  const ratchet = await setUpRatchet(server.address, endpoint.url, '');
  const worker = await ratchet.startWorker();
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection });
  try {
    tell('started', worker.pid);
    const names = Array.from({ length: STUDIES }, (_, place) => `resting-${place}`);
    await ratchet.begin(names.map(restingStudy));
    await untilResting(client);
    await wait(SETTLE_MS);
    tell(`${STUDIES} studies rest, at once`, worker.pid);
    await wait(LATER_MS);
    tell('two minutes later', worker.pid);
    for (const control of ['pause', 'resume']) {
      for (const name of names) await client.workflow.getHandle(name).signal(control);
    }
    await wait(SETTLE_MS);
    tell('each has had two signals, at once', worker.pid);
    await wait(LATER_MS);
    tell('two minutes later', worker.pid);
  } finally {
    await worker.stop();
    await connection.close();
    await endpoint.close();
    await server.stop();
  }
}

/** One spec and nothing to try beside it: at its ceiling after its baseline. */
function restingStudy(study: string): object {
  return {
    study,
    phases: { [study]: 'suite.yaml' },
    baseline: { model: 'stub', isolation: 1 },
    factors: {},
    policy: { runs: 3 },
    atCeiling: 'rest',
  };
}

async function untilResting(client: Client): Promise<void> {
  const query = "WorkflowType = 'optimizationCycle' AND RatchetState = 'resting'";
  for (;;) {
    const { count } = await client.workflow.count(`${query} AND ExecutionStatus = 'Running'`);
    if (count >= STUDIES) return;
    await wait(POLL_MS);
  }
}

function tell(when: string, pid: number): void {
  console.log(`${when}: ${residentMegabytes(pid).toFixed(0)} MB`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
