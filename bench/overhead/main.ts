// How much time does Ratchet take beside the waiting for the model? The same calls through Ratchet, a bare loop on
// Temporal, promptfoo and Inspect AI, in one run, as ratios. docs/bench-overhead.md tells what is counted.
//
//   npm run bench:overhead -- --repeats 5 --others ~/.cache/ratchet/overhead
import { parseArgs } from 'node:util';
import { packageFolder } from '../../activities/package-folder';
import { isCurrent } from '../../src/app/built/programs';
import { type Bare, setUpBare } from './bare';
import { type Endpoint, startEndpoint } from './endpoint';
import { markdownTable } from './markdown-table';
import { cold, type Measured, once, warm } from './measure';
import { type Harness, harnessesIn } from './other-harnesses';
import { PLAN } from './plan';
import { fourStudies, oneStudy, type Ratchet, setUpRatchet } from './ratchet';
import { median, type Row, ratio, row, table } from './report';
import { type Server, startServer } from './server';
import { STARTS, timeToExit } from './start-up';
import { versions } from './versions';

const { values } = parseArgs({
  options: {
    repeats: { type: 'string', default: '5' },
    others: { type: 'string', default: '' },
    profile: { type: 'string', default: '' },
  },
});

async function main(): Promise<void> {
  if (!isCurrent(packageFolder())) throw new Error('Build first: npm run build');
  const repeats = Number(values.repeats);
  const harnesses = values.others === '' ? [] : harnessesIn(values.others);
  const server = await startServer();
  const endpoint = await startEndpoint();
  try {
    console.log(`${versions(values.others)}\n`);
    const rows = await race({ server, endpoint, harnesses, repeats });
    console.log(`${table(rows)}\n`);
    console.log(await starts(repeats, rows));
  } finally {
    await endpoint.close();
    await server.stop();
  }
}

interface Field {
  readonly server: Server;
  readonly endpoint: Endpoint;
  readonly harnesses: readonly Harness[];
  readonly repeats: number;
}

/** One after another, over and over, so that what else the machine does meets all of them. */
async function race(field: Field): Promise<readonly Row[]> {
  const { server, endpoint, harnesses, repeats } = field;
  const ratchet = await setUpRatchet(server.address, endpoint.url, values.profile);
  const bare = await setUpBare(server.address);
  const rows = new Map<string, Row>();
  for (let repeat = 1; repeat <= repeats; repeat += 1) {
    const note = (name: string, measured: Measured, idealMs?: number) => {
      const known = rows.get(name) ?? row(name, idealMs);
      rows.set(name, { ...known, repeats: [...known.repeats, measured] });
      console.error(`${repeat}/${repeats} ${name}: ${JSON.stringify(measured)}`);
    };
    await throughRatchet(ratchet, endpoint, note);
    if (!values.profile) await throughBare(bare, endpoint, note);
    for (const { name, run } of harnesses) note(name, await once(endpoint, run));
  }
  await ratchet.remove();
  await bare.remove();
  return [...rows.values()];
}

type Note = (name: string, measured: Measured, idealMs?: number) => void;

/** Before the first run of an evaluation one call is thrown away, so that each begins with a warm model. */
const THROWN_AWAY = PLAN.specs;

/** A worker's first work is the cold one; what it does then is warm. */
async function throughRatchet(ratchet: Ratchet, endpoint: Endpoint, note: Note): Promise<void> {
  const four = { begin: () => ratchet.begin(fourStudies()), extraCalls: THROWN_AWAY };
  const one = { begin: () => ratchet.begin(oneStudy()), extraCalls: THROWN_AWAY };
  const { worker, ...first } = await cold(endpoint, ratchet.startWorker, four);
  note('Ratchet, cold: four studies of one spec', first);
  note('Ratchet, warm: four studies of one spec', await warm(endpoint, worker, four));
  const staged = await warm(endpoint, worker, one);
  note('Ratchet, warm: one study, baseline then three candidates', staged, STAGED_IDEAL_MS);
  await worker.stop();
}

/** The baseline's runs come first and by themselves, then those of the candidates side by side. */
const STAGED_IDEAL_MS = 2 * PLAN.runs * PLAN.items * PLAN.answerMs;

async function throughBare(bare: Bare, endpoint: Endpoint, note: Note): Promise<void> {
  const loop = { begin: () => bare.begin(endpoint.url) };
  const { worker, ...first } = await cold(endpoint, bare.startWorker, loop);
  note('bare loop on Temporal, cold', first);
  note('bare loop on Temporal, warm', await warm(endpoint, worker, loop));
  await worker.stop();
}

/** Starts of programs, as ratios to that of Node.js itself. */
async function starts(repeats: number, rows: readonly Row[]): Promise<string> {
  const times: [string, number][] = [];
  for (const [name, launch] of Object.entries(STARTS)) {
    const taken: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) taken.push(await timeToExit(launch));
    times.push([name, median(taken)]);
  }
  for (const { name, repeats: all } of rows) {
    const ready = all.flatMap(({ readyMs }) => (readyMs === null ? [] : [readyMs]));
    if (ready.length > 0) times.push([`worker ready (${name})`, median(ready)]);
  }
  const [, node = Number.NaN] = times[0] ?? [];
  return markdownTable(
    ['start', 'ms', 'ratio to node -e 0'],
    times.map(([name, ms]) => [name, ms.toFixed(0), ratio(ms, node)]),
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
