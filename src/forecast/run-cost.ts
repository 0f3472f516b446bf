import type { Spec } from '../spec/spec';
import type { Study } from '../study/study';
import type { Item, Suite } from '../suites/suite';
import { rawSchema } from '../variants/raw-schema';
import type { Question } from '../variants/variant';
import { variantNamed } from '../variants/variants';
import type { CourseName } from './course';

/** What one run costs, or many. */
export interface Cost {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of answering, one call after another. */
  readonly seconds: number;
}

/** What evaluations of a model have shown, per item: the smallest, the mean and the largest of them. */
export interface MeasuredItem {
  readonly evaluations: number;
  readonly inputTokens: Readonly<Record<CourseName, number>>;
  readonly outputTokens: Readonly<Record<CourseName, number>>;
  readonly seconds: Readonly<Record<CourseName, number>>;
}

/** Taken for granted where nothing was measured. */
export const ASSUMED = {
  secondsPerCall: { least: 0.3, likely: 1.5, most: 6 },
  charactersPerToken: { least: 5, likely: 4, most: 3 },
  tokensPerAnswer: { least: 10, likely: 40, most: 256 },
} as const;

/** What a run is made of. */
export interface RunMaterial {
  readonly study: Study;
  readonly suite: Suite;
  readonly items: readonly Item[];
  /** Null: nothing was measured of this model and variant. */
  readonly measured: MeasuredItem | null;
}

/** What one run of a spec costs on a course. */
export function costOfRun(spec: Spec, course: CourseName, material: RunMaterial): Cost {
  const { items, measured } = material;
  const calls = callsOfRun(spec, course, items);
  if (measured) {
    const per = items.length;
    return {
      calls,
      inputTokens: measured.inputTokens[course] * per,
      outputTokens: measured.outputTokens[course] * per,
      seconds: measured.seconds[course] * per,
    };
  }
  const characters = items.reduce((sum, item) => sum + charactersOf(spec, item, material), 0);
  const perCall = characters / items.length + sharedCharacters(spec, items) || 0;
  return {
    calls,
    inputTokens: (calls * perCall) / ASSUMED.charactersPerToken[course],
    outputTokens: calls * ASSUMED.tokensPerAnswer[course],
    seconds: calls * Math.min(spec.timeoutSeconds, ASSUMED.secondsPerCall[course]),
  };
}

/** Calls that are made and thrown away count too: warm-up, and one where a model cannot be unloaded. */
function callsOfRun(spec: Spec, course: CourseName, items: readonly Item[]): number {
  const asked = items.reduce((sum, item) => sum + callsOfItem(spec, course, item), 0);
  const attempts = course === 'most' ? 1 + spec.retries : 1;
  return asked * attempts + spec.warmup + (course === 'least' ? 0 : 1);
}

function callsOfItem({ variant }: Spec, course: CourseName, item: Item): number {
  const { expect, results = [], maxTurns = 8 } = item;
  const turns =
    course === 'least' || results.length === 0 ? 1 : Math.min(maxTurns, results.length + 1);
  if (!variant.startsWith('atomic')) return turns;
  // Which tool, each argument, and whether another call is due.
  const small = expect.calls.reduce((sum, call) => sum + 2 + Object.keys(call.arguments).length, 0);
  if (course === 'least') return 1;
  return Math.max(1, small) * (course === 'most' ? 2 : 1) + turns - 1;
}

/** The question as its variant words it; that of a plug-in is taken to be as long as in `raw_schema`. */
function charactersOf(spec: Spec, item: Item, { study, suite }: RunMaterial): number {
  const step = (variantNamed(spec.variant) ?? rawSchema).next(
    {
      tools: suite.tools,
      examples: suite.examples,
      messages: item.messages,
      history: [],
      prompt: study.prompts[spec.prompt] ?? null,
      ...(item.expect.answer && { answerDue: true as const }),
    },
    [],
  );
  return step.kind === 'ask' ? lengthOf(step.question) : 0;
}

function lengthOf({ messages, tools, answerSchema }: Question): number {
  const texts = messages.reduce((sum, { content }) => sum + content.length, 0);
  return texts + JSON.stringify(tools ?? '').length + JSON.stringify(answerSchema ?? '').length;
}

/** In a shared conversation half of the other items stand before an item, on the mean, with their answers. */
function sharedCharacters({ isolation }: Spec, items: readonly Item[]): number {
  if (isolation === 1) return 0;
  const answer = ASSUMED.tokensPerAnswer.likely * ASSUMED.charactersPerToken.likely;
  const all = items.reduce(
    (sum, { messages }) =>
      sum + answer + messages.reduce((each, { content }) => each + content.length, 0),
    0,
  );
  return (all * (items.length - 1)) / (2 * items.length);
}
