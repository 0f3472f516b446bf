import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plan, type Row, seedsFrom } from './cell';
import { courseFigures } from './course-figures';
import type { Course } from './players/standing';
import { SEARCH_BUDGET } from './search-cells';

/** One study that `python/play.py` played. */
interface PublicStudy {
  readonly cell: string;
  readonly player: string;
  readonly seed: number;
  /** Runs that it had. */
  readonly budget: number;
  readonly best: number;
  /** Runs, and the true accuracy of the incumbent from then on. */
  readonly incumbents: readonly (readonly [number, number])[];
}

/** A row per cell and optimizer, of the worlds with the plan's seeds. */
export function publicRows(folder: string, { studies, seed }: Plan): readonly Row[] {
  const seeds = new Set(seedsFrom(seed, studies));
  const groups = groupsOf(
    readStudies(join(folder, 'public-optimizers.jsonl')).filter((study) => seeds.has(study.seed)),
  );
  return groups.flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const figures = courseFigures(group.map(courseOf), first.budget);
    return [{ ...figures, cell: `${first.cell}, ${first.player}${budgetIn(first)}` }];
  });
}

/** Studies of the same optimizer in the same cell, with the same budget. */
function groupsOf(studies: readonly PublicStudy[]): readonly (readonly PublicStudy[])[] {
  const groups = new Map<string, PublicStudy[]>();
  for (const study of studies) {
    const key = JSON.stringify([study.cell, study.player, study.budget]);
    groups.set(key, [...(groups.get(key) ?? []), study]);
  }
  return [...groups.values()];
}

function budgetIn({ budget }: PublicStudy): string {
  return budget === SEARCH_BUDGET ? '' : ` (${budget} runs)`;
}

function courseOf({ incumbents, best }: PublicStudy): Course {
  return { best, standings: incumbents.map(([runs, accuracy]) => ({ runs, accuracy })) };
}

function readStudies(file: string): readonly PublicStudy[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line): PublicStudy => JSON.parse(line));
}
