import { answerOf } from '../../../activities/plugins/answer-of';
import { exportsOf } from '../../../activities/plugins/call-plugin';
import type { PluginFile } from '../../../activities/plugins/plugin-file';
import { canonicalJson } from '../../canonical-json';
import { RatchetError } from '../../errors';
import type { Contract, Probe, Trial } from './contract';

/** One thing that a contract asks for, and whether it holds. */
export interface Checked {
  readonly name: string;
  readonly ok: boolean;
  /** What went wrong. */
  readonly why?: string;
  readonly mend?: string;
}

/** The contract that a file means to keep: that of the kind, else the one whose functions it exports. */
export function contractFor(
  exported: readonly string[],
  contracts: readonly Contract[],
): Contract | undefined {
  return contracts.find((contract) => contract.exported.every((name) => exported.includes(name)));
}

/** Holds a plug-in to the contract of its kind. Everything that is wrong is said, not only the first. */
export async function testPlugin(
  plugin: PluginFile,
  contract: Contract,
): Promise<readonly Checked[]> {
  const wrong = await wrongAtItsStart(plugin, contract);
  if (wrong !== null) return [wrong];
  const checks: Checked[] = [{ name: `exports ${contract.exported.join(', ')}`, ok: true }];
  const probes = contract.probes(await exportsOf(plugin));
  for (const probe of probes) checks.push(await check(plugin, probe));
  for (const trial of contract.trials ?? []) checks.push(await tryOut(plugin, trial));
  return checks;
}

/** Does it load within its time, and export what its kind must? Null: it does. */
export async function wrongAtItsStart(
  plugin: PluginFile,
  contract: Contract,
): Promise<Checked | null> {
  let exported: readonly string[];
  try {
    exported = await exportsOf(plugin);
  } catch (error) {
    return failed(
      'can be loaded',
      error,
      'mend the file: it must run by itself, as TypeScript or JavaScript',
    );
  }
  const missing = contract.exported.filter((name) => !exported.includes(name));
  if (missing.length === 0) return null;
  const why = `it exports ${exported.length > 0 ? exported.join(', ') : 'no function'}, and no ${missing.join(', ')}`;
  const name = `exports ${contract.exported.join(', ')}`;
  return { name, ok: false, why, mend: `begin from: ${contract.beginning}` };
}

async function check(plugin: PluginFile, probe: Probe): Promise<Checked> {
  const { name, call, input, limitMs, schema, inWords, repeatable, mend } = probe;
  const ask = () => answerOf(plugin, { name: call, input, limitMs }, { schema, inWords });
  try {
    const first = await ask();
    // At the same time: once more in the thread that has answered, and in one that has not.
    const answers = [first, ...(await Promise.all(repeatable ? [ask(), ask()] : []))];
    const wrong = probe.wrong?.(first) ?? null;
    if (wrong !== null) return { name, ok: false, why: wrong, mend };
    const texts = new Set(answers.map((answer) => canonicalJson(answer)));
    if (texts.size === 1) return { name, ok: true };
    const why = `${call}() gave two answers to the same question: ${[...texts].map(shortened).join(' and ')}`;
    return {
      name,
      ok: false,
      why,
      mend: 'decide by the input alone: no clock, no chance, no state',
    };
  } catch (error) {
    return failed(name, error, mend);
  }
}

async function tryOut(plugin: PluginFile, { name, run, mend }: Trial): Promise<Checked> {
  try {
    const why = await run(plugin);
    return why === null ? { name, ok: true } : { name, ok: false, why, mend };
  } catch (error) {
    return failed(name, error, mend);
  }
}

function failed(name: string, error: unknown, mend: string): Checked {
  if (!(error instanceof RatchetError)) throw error;
  return { name, ok: false, why: error.message, mend };
}

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
