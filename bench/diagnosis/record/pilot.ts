import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadSuite } from '../../../activities/suites/load-suite';
import { steeringIndices } from '../../../src/suites/mask';
import { playScene } from './play-scene';
import type { Scene } from './scene';
import type { ModelName, Stage } from './stage';

/** What each item became once, at temperature 0 and by itself: from it scenes choose their items. */
export interface Pilot {
  /** `qwen/atomic/native_api` to a letter per item id. */
  readonly letters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The same keys to the median milliseconds of an item. */
  readonly medianMs: Readonly<Record<string, number>>;
}

const EMPTY: Pilot = { letters: {}, medianMs: {} };

/** What is asked in the pilot, the most useful first. */
export const PILOT_PLAN: readonly (readonly [ModelName, 'atomic' | 'extended', string])[] = [
  ...['few_shot', 'json_schema', 'native_api', 'raw_schema'].map(
    (variant) => ['qwen', 'atomic', variant] as const,
  ),
  ...['few_shot', 'json_schema', 'native_api', 'raw_schema'].map(
    (variant) => ['smol', 'atomic', variant] as const,
  ),
];

/** Enough items to choose from. */
const ITEMS = 16;
/** A model that talks on is cut short: what it says after this decides nothing. */
const TOKENS = { max_tokens: 64 };

/** What the file holds of an earlier pilot. */
export function readPilot(file: string): Pilot {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : EMPTY;
}

/** Asks every steering item once more way of the plan, and adds it to the file. */
export async function extendPilot(
  file: string,
  [model, suite, variant]: (typeof PILOT_PLAN)[number],
  stage: Stage,
): Promise<void> {
  const loaded = await loadSuite(suite);
  const ids = steeringIndices(loaded.mask)
    .flatMap((index) => loaded.suite.items[index]?.id ?? [])
    .slice(0, ITEMS);
  const scene: Scene = {
    id: `pilot-${model}-${suite}-${variant}`,
    cause: 'healthy',
    how: 'pilot',
    model,
    suite,
    items: ids,
    spec: { variant },
    runs: 1,
    params: TOKENS,
    untried: [],
    bites: () => true,
  };
  const { runs } = await playScene(scene, stage);
  const letters = Object.fromEntries(ids.map((id, item) => [id, runs[0]?.letters.charAt(item)]));
  // Read late: another lane may have added to it meanwhile.
  const pilot = readPilot(file);
  const key = `${model}/${suite}/${variant}`;
  const next = {
    letters: { ...pilot.letters, [key]: letters },
    medianMs: { ...pilot.medianMs, [key]: runs[0]?.medianMs },
  };
  writeFileSync(file, `${JSON.stringify(next, null, 1)}\n`);
}
