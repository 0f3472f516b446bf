import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeAnswer } from '../../activities/run/judge-answer';
import { createSchemaCheck } from '../../activities/suites/schema-check';
import { createSchemaReader } from '../../activities/suites/schema-reader';
import { scoreItem } from '../../src/outcomes/score-item';
import { entriesOfPromptfoo } from '../../src/suites/import/promptfoo-entry';
import { parseSuite } from '../../src/suites/parse-suite';
import type { Item, Tool, ToolCall } from '../../src/suites/suite';
import type { Decision } from '../../src/variants/variant';
import { CASES, type Case, TOOLS } from './promptfoo-cases';

/** Judges each answer by promptfoo and by the item that its assertions become; a line for each that differ. */
export async function comparePromptfoo(folder: string): Promise<readonly string[]> {
  const theirs = verdictsOf(folder);
  const differing: string[] = [];
  for (const [index, each] of CASES.entries()) {
    const ours = await isRight(each);
    if (ours === theirs[index]) continue;
    const say = (right: boolean | undefined): string => (right === true ? 'takes' : 'refuses');
    differing.push(
      `${JSON.stringify(each)}: promptfoo ${say(theirs[index])} it, and the item ${say(ours)} it`,
    );
  }
  console.log(
    `promptfoo and the items judged ${CASES.length} answers, ${differing.length} of them otherwise`,
  );
  return differing;
}

function verdictsOf(folder: string): readonly boolean[] {
  const own = join(folder, 'node_modules/node/bin/node');
  const { stdout, stderr } = spawnSync(
    existsSync(own) ? own : process.execPath,
    [join(__dirname, 'promptfoo-verdicts.mjs'), folder],
    {
      encoding: 'utf8',
      input: JSON.stringify(CASES.map((each) => ({ ...each, tools: TOOLS }))),
      env: {
        ...process.env,
        PROMPTFOO_DISABLE_TELEMETRY: '1',
        PROMPTFOO_DISABLE_UPDATE: '1',
        PROMPTFOO_CONFIG_DIR: join(tmpdir(), 'ratchet-imports-promptfoo'),
      },
    },
  );
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('[')) throw new Error(`promptfoo judged nothing: ${stderr}`);
  return JSON.parse(last);
}

/** By the item that the assertions become, as a run would judge it. */
async function isRight({ assert, output }: Case): Promise<boolean> {
  const { item, tools } = itemOf(assert);
  const { answer } = item.expect;
  if (typeof output === 'string' && answer) {
    return (await judgeAnswer(answer, { item, text: output, calls: [] })) === 'P';
  }
  const decision: Decision =
    typeof output === 'string'
      ? { kind: 'none', text: output }
      : { kind: 'calls', calls: output.map(callOf) };
  return scoreItem(item, decision, createSchemaCheck(tools)) === 'P';
}

function itemOf(assert: readonly object[]): {
  readonly item: Item;
  readonly tools: readonly Tool[];
} {
  const tools = TOOLS.map((tool) => tool.function);
  const around = {
    at: 'cases',
    number: 1,
    prompt: { text: 'anything', names: [] },
    defaults: { at: 'cases', value: {} },
    tools,
    env: {},
  };
  const { entries, notCarried } = entriesOfPromptfoo(
    { ...around, test: { assert } },
    createSchemaReader(),
  );
  if (notCarried.length > 0) throw new Error(`not carried over: ${JSON.stringify(notCarried)}`);
  const items = entries.map((entry) => entry.item);
  const suite = parseSuite({ name: 'one', tools, items }, createSchemaReader());
  const item = suite.ok ? suite.value.items[0] : undefined;
  if (!suite.ok || !item) throw new Error(`no item: ${JSON.stringify(items)}`);
  return { item, tools: suite.value.tools };
}

function callOf(made: {
  readonly function: { readonly name: string; readonly arguments: string };
}): ToolCall {
  return { tool: made.function.name, arguments: JSON.parse(made.function.arguments) };
}
