import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { loadSuite } from '../../../activities/suites/load-suite';
import type { SuiteRef } from '../../../src/runs/run';

const SUITES = resolve(__dirname, '../../../suites');

/** A built-in suite with some of its items only. */
export interface SubSuite {
  readonly ref: SuiteRef;
  readonly mask: string;
}

/**
 * Writes some items of a built-in suite as a suite of their own, in the order given; tools and examples stay.
 *
 * @param folder - where the file goes
 */
export async function subSuite(
  folder: string,
  name: 'atomic' | 'extended',
  ids: readonly string[],
): Promise<SubSuite> {
  const whole = parse(readFileSync(join(SUITES, `${name}.yaml`), 'utf8'));
  const { heldOut: _, ...rest } = whole;
  const items = ids.map((id) => whole.items.find((item: { id: string }) => item.id === id));
  const file = join(folder, `${name}-${ids.join('-').slice(0, 120)}.json`);
  writeFileSync(file, JSON.stringify({ ...rest, name: 'scene', items }));
  const { sha256, mask } = await loadSuite(file);
  return { ref: { source: file, sha256 }, mask };
}
