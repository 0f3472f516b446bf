import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Outcome } from '../../src/outcomes/outcome';
import type { Tool } from '../../src/suites/suite';
import { readText } from '../../src/variants/read-text';
import type { LabelledEvaluation, LabelledRun } from './labelled-evaluation';
import { theirVerdict } from './their-verdict';

const FOLDER = resolve(__dirname, '../../../shared/data/recorded-tool-calls');

/** An answer as the benchmark of MikeVeerman/tool-calling-benchmark recorded it. */
export interface RecordedAnswer {
  readonly tool_called: boolean;
  readonly tool_name: string | null;
  readonly valid_args: boolean | null;
  readonly latency_ms: number;
  readonly raw_content: string | null;
  readonly all_tool_calls: readonly { readonly name: string; readonly valid: boolean }[];
}

interface RecordedModel {
  readonly model_name: string;
  readonly model_info: { readonly backend: string };
  readonly runs: readonly (readonly RecordedAnswer[])[];
}

export interface RecordedSuite {
  readonly tools: readonly { readonly function: Omit<Tool, 'examples'> }[];
  readonly prompts: readonly string[];
  readonly restraintPromptIndices: readonly number[];
  readonly expectedToolForHardPrompts: Readonly<Record<string, string>>;
  readonly twoToolPrompt: Readonly<Record<string, readonly string[]>>;
}

/** Which tools the easy prompts ask for: the benchmark itself takes any call there. */
const ASKED: Readonly<Record<number, string>> = {
  0: 'get_weather',
  1: 'search_files',
  2: 'schedule_meeting',
  3: 'get_weather',
  5: 'get_weather',
  6: 'schedule_meeting',
};

/**
 * The public recordings, labelled by what their own benchmark's scoring says, read by our letters.
 *
 * @returns null where the data do not lie beside this repository
 */
export function recordedToolCalls(): readonly LabelledEvaluation[] | null {
  if (!existsSync(FOLDER)) return null;
  const suite: RecordedSuite = readJson('suite.json');
  const files = readdirSync(FOLDER).filter(
    (name) => name.endsWith('.json') && name !== 'suite.json',
  );
  return files.toSorted().map((file) => labelled(readJson(file), suite));
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
}

function labelled(model: RecordedModel, suite: RecordedSuite): LabelledEvaluation {
  return {
    id: `recorded-tool-calls/${model.model_name}`,
    source: 'recorded-tool-calls',
    cause: theirVerdict(model.runs, suite),
    how: `12 prompts, ${model.runs.length} runs, by ${model.model_info.backend}`,
    spec: {
      variant: model.model_info.backend === 'ollama' ? 'native_api' : 'raw_schema',
      timeoutSeconds: 60,
      retries: 0,
      isolation: 1,
      warmup: 0,
      // Not recorded; the runs of one model differ, so it was not 0.
      temperature: 0.8,
    },
    mask: suite.prompts
      .map((_, place) => (suite.restraintPromptIndices.includes(place) ? 'r' : 'a'))
      .join(''),
    untried: [],
    runs: model.runs.map((answers, run) => labelledRun(answers, run, suite)),
  };
}

function labelledRun(
  answers: readonly RecordedAnswer[],
  run: number,
  suite: RecordedSuite,
): LabelledRun {
  const sorted = answers.map(({ latency_ms }) => latency_ms).toSorted((a, b) => a - b);
  return {
    letters: answers.map((answer, place) => letterOf(answer, place, suite)).join(''),
    answers: JSON.stringify(
      answers.map(({ raw_content, all_tool_calls }) => [raw_content, all_tool_calls]),
    ),
    startState: run === 0 ? 'warm' : 'as-is',
    voids: [],
    firstMs: answers[0]?.latency_ms ?? 0,
    medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
    p95Ms: sorted.at(-1) ?? 0,
  };
}

/** Our letter: an answer that tries to be a call and was not read as one is M, and both of two calls are due. */
function letterOf(answer: RecordedAnswer, place: number, suite: RecordedSuite): Outcome {
  const isRestraint = suite.restraintPromptIndices.includes(place);
  if (answer.valid_args === false) return 'M';
  if (isRestraint) return answer.tool_called ? 'O' : 'P';
  if (!answer.tool_called) return triesToCall(answer, suite) ? 'M' : 'N';
  const due = toolsDue(place, suite);
  const called = answer.all_tool_calls.map(({ name }) => name);
  if (called.some((name) => !due.includes(name))) return 'W';
  return due.every((name) => called.includes(name)) ? 'P' : 'N';
}

function toolsDue(place: number, suite: RecordedSuite): readonly string[] {
  const two = suite.twoToolPrompt[place];
  return two ?? [suite.expectedToolForHardPrompts[place] ?? ASKED[place] ?? ''];
}

function triesToCall({ raw_content }: RecordedAnswer, { tools }: RecordedSuite): boolean {
  const known = tools.map((tool) => tool.function);
  return readText(raw_content ?? '', known).kind !== 'none';
}
