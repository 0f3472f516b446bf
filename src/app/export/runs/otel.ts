import { OUTCOME_WORDS } from '../../report/page/outcome-words';
import { latencyOf, nameOf, tokensOf } from './item-facts';
import type { MeasuredEvaluation, MeasuredItem, MeasuredRun } from './measured-evaluation';

/** The event of the GenAI semantic conventions, and what it says that was evaluated. */
const EVENT = 'gen_ai.evaluation.result';
const EVALUATION = 'ratchet.outcome';

/**
 * OTLP as JSON Lines, as the collector's `otlpjsonfile` receiver reads it: a line for each run, an event for each of its
 * items.
 */
export async function* otelOf(
  evaluations: AsyncIterable<MeasuredEvaluation>,
  version: string,
): AsyncGenerator<string> {
  for await (const evaluation of evaluations) {
    yield evaluation.runs
      .map((run) => `${JSON.stringify(logs(evaluation, run, version))}\n`)
      .join('');
  }
}

function logs(evaluation: MeasuredEvaluation, run: MeasuredRun, version: string) {
  const resource = { 'service.name': 'ratchet', 'service.version': version };
  return {
    resourceLogs: [
      {
        resource: { attributes: attributes(resource) },
        scopeLogs: [
          {
            scope: { name: 'ratchet', version },
            logRecords: run.items.map((item) => record(evaluation, run, item)),
          },
        ],
      },
    ],
  };
}

function record(evaluation: MeasuredEvaluation, run: MeasuredRun, item: MeasuredItem) {
  const right = item.letter === 'P';
  const time = nanoseconds(run.endedAt);
  return {
    // The transcripts tell how long each call took, not when: an event has the time at which its run ended.
    ...(time !== null && { timeUnixNano: time, observedTimeUnixNano: time }),
    severityNumber: right ? INFO : WARN,
    severityText: right ? 'INFO' : 'WARN',
    eventName: EVENT,
    attributes: attributes({
      ...byConvention(run, item),
      'ratchet.study': evaluation.study,
      'ratchet.cycle': evaluation.cycle,
      'ratchet.phase': evaluation.phase,
      'ratchet.evaluation': evaluation.evaluation,
      'ratchet.run': run.run,
      'ratchet.spec': run.specId,
      'ratchet.item': nameOf(item),
      'ratchet.item.kind': item.kind,
      'ratchet.item.held_out': evaluation.heldOut,
      'ratchet.item.latency_ms': double(latencyOf(item)),
      'ratchet.outcome': item.letter,
      'ratchet.simulated': run.simulated,
    }),
  };
}

function byConvention(run: MeasuredRun, item: MeasuredItem) {
  const right = item.letter === 'P';
  return {
    'gen_ai.evaluation.name': EVALUATION,
    'gen_ai.evaluation.score.value': { doubleValue: right ? 1 : 0 },
    'gen_ai.evaluation.score.label': right ? 'pass' : 'fail',
    'gen_ai.evaluation.explanation': OUTCOME_WORDS[item.letter] ?? null,
    'error.type': item.letter === 'T' ? 'timeout' : null,
    'gen_ai.request.model': run.spec.model,
    'gen_ai.response.model': run.result.measured.servedModel,
    ...usageOf(item),
  };
}

function usageOf(item: MeasuredItem) {
  const tokens = tokensOf(item);
  return tokens
    ? { 'gen_ai.usage.input_tokens': tokens.input, 'gen_ai.usage.output_tokens': tokens.output }
    : {};
}

/** By the log data model. */
const INFO = 9;
const WARN = 13;

type Value = string | number | boolean | { readonly doubleValue: number };

/** As OTLP's JSON has them: whole numbers are text there. What is null is left out. */
function attributes(values: Readonly<Record<string, Value | null>>) {
  return Object.entries(values).flatMap(([key, value]) =>
    value === null ? [] : [{ key, value: anyValue(value) }],
  );
}

function anyValue(value: Value) {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return typeof value === 'number' ? { intValue: String(value) } : value;
}

function double(value: number | null) {
  return value === null ? null : { doubleValue: value };
}

function nanoseconds(time: string | null): string | null {
  return time === null ? null : `${Date.parse(time)}000000`;
}
