import type { WorkflowHandle } from '@temporalio/client';
import type { ControlName } from '../../src/contract';
import type { StudyStatus } from '../../src/study/status';
import { statusOf } from '../../test/support/study-server';
import { until } from '../../test/support/until';

/** Milliseconds by control. */
export type Round = Readonly<Record<string, number>>;

export type Way = 'signal' | 'update';

/** Sends all eight to a study that rests, each when it rests again. */
export async function roundAtRest(study: WorkflowHandle, way: Way): Promise<Round> {
  const phase = study.workflowId;
  const rested = async (): Promise<void> => {
    await until('a rest', async () => {
      const { state, doing } = await statusOf(study);
      return state === 'resting' && doing.startsWith('rests');
    });
  };
  const send = sender(study, way);
  await rested();
  const setBudget = await send('setBudget', { runs: 9_999 }, ({ budget }) => budget.runs === 9_999);
  const reject = await send(
    'reject',
    { phase, patch: { retries: 3 }, by: 'bench' },
    noted('reject'),
  );
  const pause = await send('pause', null, ({ state }) => state === 'paused');
  const resume = await send('resume', null, ({ state }) => state === 'running');
  await rested();
  const patch = { isolation: 1 };
  const addCandidate = await send('addCandidate', { phase, patch }, isRunning);
  await rested();
  const setGenerators = await send('setGenerators', ['timeout'], isRunning);
  await rested();
  const promote = await send('promote', { phase, patch, by: 'bench' }, isBaseline('/i1/'));
  await rested();
  const stop = await timed(async () => {
    await send('stop', null, () => true);
    await study.result();
  });
  return { pause, resume, stop, setGenerators, addCandidate, setBudget, promote, reject };
}

/** Sends all eight to a study that measures a candidate. */
export async function roundAtWork(study: WorkflowHandle, way: Way): Promise<Round> {
  const phase = study.workflowId;
  const send = sender(study, way);
  const measures = (what: string) =>
    until(what, async () => (await statusOf(study)).doing.startsWith(`measures ${what}`));
  await measures('e1-retries');
  const pause = await send('pause', null, ({ state }) => state === 'paused');
  const resume = await send('resume', null, ({ state }) => state === 'running');
  const setBudget = await send('setBudget', { runs: 9_999 }, ({ budget }) => budget.runs === 9_999);
  const reject = await send(
    'reject',
    { phase, patch: { retries: 3 }, by: 'bench' },
    noted('reject'),
  );
  const setGenerators = await send('setGenerators', ['timeout'], ({ generators }) =>
    generators.includes('timeout'),
  );
  const patch = { isolation: 1 };
  const addCandidate = await send(
    'addCandidate',
    { phase, patch },
    ({ added }) => added.length > 0,
  );
  const promote = await send('promote', { phase, patch, by: 'bench' }, isBaseline('/i1/'));
  await measures('the baseline');
  const stop = await send('stop', null, ({ state }) => state === 'stopped');
  await study.result();
  return { pause, resume, stop, setGenerators, addCandidate, setBudget, promote, reject };
}

const isRunning = ({ state }: StudyStatus): boolean => state === 'running';

function noted(control: ControlName) {
  return ({ controls }: StudyStatus): boolean => controls.at(-1)?.name === control;
}

function isBaseline(part: string) {
  return ({ phases }: StudyStatus): boolean => phases[0]?.baseline.includes(part) === true;
}

/** Sends a message, and looks without a pause until the status shows it. @returns milliseconds */
function sender(study: WorkflowHandle, way: Way) {
  return (
    name: ControlName,
    payload: unknown,
    shows: (status: StudyStatus) => boolean,
  ): Promise<number> =>
    timed(async () => {
      if (way === 'signal') await study.signal(name, payload);
      else await study.executeUpdate(name, { args: [payload] });
      const end = performance.now() + 60_000;
      while (!shows(await statusOf(study))) {
        if (performance.now() > end) throw new Error(`Waited in vain for what ${name} does`);
      }
    });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
