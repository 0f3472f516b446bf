/**
 * Records what a model really answers to the items of a suite, over the variants: raw text, tool calls, what each
 * variant read and which outcome that is. For labelling by hand, and to look at a wording's effect.
 *
 *   tsx scripts/record-answers.ts --url http://127.0.0.1:8080/v1 --model NAME --suite suites/atomic-quick.yaml --out answers.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import type { Outcome } from '../src/outcomes/outcome';
import { scoreItem } from '../src/outcomes/score-item';
import { scoresOf } from '../src/outcomes/scores';
import { maskOf } from '../src/suites/mask';
import { parseSuite } from '../src/suites/parse-suite';
import type { Item, Suite, ToolCall } from '../src/suites/suite';
import { conversationAfter } from '../src/variants/conversation';
import type { Decision, RawAnswer, Variant, VariantTask } from '../src/variants/variant';
import { VARIANTS } from '../src/variants/variants';
import { askEndpoint } from './ask-endpoint';

interface Recording {
  readonly model: string;
  readonly suite: string;
  readonly item: string;
  readonly variant: string;
  readonly answers: readonly RawAnswer[];
  readonly decision: Decision;
  readonly outcome: Outcome;
  readonly milliseconds: number;
}

async function main(): Promise<void> {
  const { url, model, suites, variants, out, isShared } = readOptions();
  const recordings: Recording[] = [];
  for (const suite of suites) {
    for (const variant of variants) {
      const made = await recordSuite({ url, model, suite, variant, isShared });
      process.stderr.write(`${line(variant, made, suite)}\n`);
      recordings.push(...made);
      if (out) writeFileSync(out, `${JSON.stringify(recordings, null, 1)}\n`);
    }
  }
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      model: { type: 'string' },
      suite: { type: 'string', multiple: true },
      variant: { type: 'string', multiple: true },
      out: { type: 'string' },
      shared: { type: 'boolean', default: false },
    },
  });
  const { url, model, suite: files, variant: names = Object.keys(VARIANTS) } = values;
  if (!url || !model || !files) throw new Error('Give --url, --model and --suite');
  const variants = Object.values(VARIANTS).filter(({ name }) => names.includes(name));
  const suites = files.map(readSuite);
  return { url, model, suites, variants, out: values.out, isShared: values.shared };
}

interface Wanted {
  readonly url: string;
  readonly model: string;
  readonly suite: Suite;
  readonly variant: Variant;
  readonly isShared: boolean;
}

async function recordSuite(wanted: Wanted): Promise<readonly Recording[]> {
  const recordings: Recording[] = [];
  let history: VariantTask['history'] = [];
  for (const item of wanted.suite.items) {
    const task = { ...wanted.suite, messages: item.messages, history, prompt: null };
    const recording = await recordItem(wanted, item, task);
    recordings.push(recording);
    if (wanted.isShared) {
      history = [...history, ...conversationAfter(task, recording.answers, recording.decision)];
    }
  }
  return recordings;
}

async function recordItem(wanted: Wanted, item: Item, task: VariantTask): Promise<Recording> {
  const { model, suite, variant } = wanted;
  const started = performance.now();
  const answers: RawAnswer[] = [];
  let step = variant.next(task, answers);
  while (step.kind === 'ask') {
    answers.push(await askEndpoint(wanted, step.question));
    step = variant.next(task, answers);
  }
  const { decision } = step;
  const outcome = scoreItem(item, decision, breaksSchemaOf(suite));
  const milliseconds = Math.round(performance.now() - started);
  const where = { model, suite: suite.name, item: item.id, variant: variant.name };
  return { ...where, answers, decision, outcome, milliseconds };
}

function readSuite(file: string): Suite {
  const parsed = parseSuite(parse(readFileSync(file, 'utf8')));
  if (parsed.ok) return parsed.value;
  throw new Error(`${file}: ${parsed.issues.map(({ message }) => message).join('; ')}`);
}

function breaksSchemaOf(suite: Suite): (call: ToolCall) => boolean {
  const ajv = new Ajv({ strict: false });
  const checks = new Map(suite.tools.map((tool) => [tool.name, ajv.compile(tool.parameters)]));
  return (call) => checks.get(call.tool)?.(call.arguments) !== true;
}

/** What came of one variant on one suite, on one line. */
function line(variant: Variant, made: readonly Recording[], suite: Suite): string {
  const letters = made.map(({ outcome }) => outcome).join('');
  const scores = scoresOf(letters, maskOf(suite));
  const seconds = made.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  const answers = made.reduce((sum, each) => sum + each.answers.length, 0);
  return [
    suite.name.padEnd(16),
    variant.name.padEnd(16),
    letters,
    `accuracy ${scores.accuracy.toFixed(3)}`,
    `action accuracy ${scores.actionAccuracy?.toFixed(3) ?? '-'}`,
    `restraint ${scores.restraint?.toFixed(3) ?? '-'}`,
    `${(seconds / made.length).toFixed(1)} s and ${(answers / made.length).toFixed(1)} model calls per item`,
  ].join('  ');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
