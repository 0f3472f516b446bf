// Records evaluations from the embedded models, each with a cause that is really brought about, one line each:
//
//   npx tsx bench/diagnosis/record/main.ts [--minutes 8] [--only cold-start] [--lane 1/2]
//
// What is in the file already is not made again, so it can be run in pieces, and in lanes beside each other.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { extendPilot, PILOT_PLAN, readPilot } from './pilot';
import { playScene } from './play-scene';
import type { Scene } from './scene';
import { allScenes } from './scenes/all-scenes';
import { openStage, type Stage } from './stage';

const FOLDER = resolve(__dirname, '../corpus');
const PILOT = join(FOLDER, 'pilot.json');
const RECORDINGS = join(FOLDER, 'embedded.jsonl');
/** Scenes in which the cause did not bite: counted, not used. */
const LEFT_OUT = join(FOLDER, 'left-out.jsonl');

/** Which share of the work is this process's, and until when it works. */
interface Shift {
  readonly until: number;
  readonly mine: (place: number) => boolean;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '8' },
      only: { type: 'string', default: '' },
      lane: { type: 'string', default: '1/1' },
    },
  });
  const [lane = 1, lanes = 1] = values.lane.split('/').map(Number);
  const shift: Shift = {
    until: Date.now() + Number(values.minutes) * 60_000,
    mine: (place) => place % lanes === lane - 1,
  };
  const stage = await openStage();
  await makePilot(stage, shift);
  await recordScenes(stage, shift, values.only);
  await stage.server.kill();
  process.exit(0);
}

async function makePilot(stage: Stage, { until, mine }: Shift): Promise<void> {
  const missing = () => PILOT_PLAN.filter((step) => !(step.join('/') in readPilot(PILOT).letters));
  for (const step of missing().filter((_, place) => mine(place))) {
    if (Date.now() > until) return;
    await extendPilot(PILOT, step, stage);
    console.error(`pilot ${step.join('/')}`);
  }
  while (missing().length > 0 && Date.now() < until) await wait(1_000);
}

async function recordScenes(stage: Stage, { until, mine }: Shift, only: string): Promise<void> {
  const done = new Set([...idsIn(RECORDINGS), ...idsIn(LEFT_OUT)]);
  const own = allScenes(readPilot(PILOT)).filter((_, place) => mine(place));
  for (const scene of own.filter(({ id }) => !done.has(id) && id.startsWith(only))) {
    if (Date.now() > until) return;
    await recordScene(scene, stage);
  }
}

async function recordScene(scene: Scene, stage: Stage): Promise<void> {
  const evaluation = await playScene(scene, stage);
  const bites = scene.bites(evaluation);
  appendFileSync(bites ? RECORDINGS : LEFT_OUT, `${JSON.stringify(evaluation)}\n`);
  const rows = evaluation.runs.map(({ letters }) => letters).join(' ');
  console.error(
    `${new Date().toISOString().slice(11, 19)} ${scene.id} ${bites ? '' : 'DID NOT BITE '}${rows} ${evaluation.ended ?? ''}`,
  );
}

function idsIn(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line).id);
}

void main();
