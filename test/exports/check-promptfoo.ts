import { deepStrictEqual } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../support/json';

/**
 * The real promptfoo imports each file, shows it, and gives back what it holds.
 *
 * @param tools - where it is installed, with a Node.js that it takes
 * @param exported - the folder that `ratchet export runs --to promptfoo` wrote
 * @param home - for promptfoo's own database
 */
export function checkPromptfoo(tools: string, exported: string, home: string): void {
  const promptfoo = (...words: readonly string[]): string =>
    execFileSync(
      join(tools, 'node_modules/node/bin/node'),
      [join(tools, 'node_modules/promptfoo/dist/src/main.js'), ...words],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: environment(home) },
    );
  const names = readdirSync(exported);
  for (const name of names) {
    const file = join(exported, name);
    const ours: Json = JSON.parse(readFileSync(file, 'utf8'));
    promptfoo('import', file);
    const shown = promptfoo('show', ours.evalId);
    if (!shown.includes('[PASS]')) throw new Error(`promptfoo shows nothing of ${name}: ${shown}`);
    const back = `${home}-${name}`;
    promptfoo('export', 'eval', ours.evalId, '-o', back);
    compare(ours, JSON.parse(readFileSync(back, 'utf8')));
  }
  console.log(`promptfoo: imports, shows and gives back ${names.length} files with all results`);
}

function environment(home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PROMPTFOO_CONFIG_DIR: home,
    PROMPTFOO_DISABLE_TELEMETRY: '1',
    PROMPTFOO_DISABLE_UPDATE: '1',
  };
}

function compare(ours: Json, theirs: Json): void {
  deepStrictEqual(told(theirs), told(ours));
  const counts = ({ successes, failures, errors }: Json) => ({ successes, failures, errors });
  deepStrictEqual(counts(theirs.results.stats), counts(ours.results.stats));
  const columns = ({ results }: Json) =>
    results.prompts.map(({ label, provider }: Json) => ({ label, provider }));
  deepStrictEqual(columns(theirs), columns(ours));
}

/** What each cell says, in one order. */
function told({ results }: Json): readonly unknown[] {
  return results.results
    .map(
      ({ promptIdx, testIdx, success, score, failureReason, vars, response, metadata }: Json) => [
        promptIdx,
        testIdx,
        { success, score, failureReason, vars },
        { output: response.output, outcome: metadata.outcome, heldOut: metadata.held_out },
      ],
    )
    .toSorted((left: Json, right: Json) => left[0] - right[0] || left[1] - right[1]);
}
