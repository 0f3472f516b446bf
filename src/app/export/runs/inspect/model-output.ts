import type { RecordedCall } from '../../../../runs/parse-transcript';
import type { MeasuredRun } from '../measured-evaluation';
import { answerMessage } from './messages';
import { modelUsage } from './model-usage';

/** A `ModelOutput`: the answer of one call, or none. */
export function outputOf(call: RecordedCall, { spec }: Pick<MeasuredRun, 'spec'>, sample: string) {
  const { answer } = call;
  const model = answer?.servedModel ?? spec.model;
  const message = answerMessage(call, sample);
  if (!answer || !message) return { model, choices: [] };
  const usage = answer.usage
    ? [{ input: answer.usage.inputTokens, output: answer.usage.outputTokens }]
    : [];
  return {
    model,
    choices: [{ message, stop_reason: STOPS[answer.raw.finishReason] ?? 'unknown' }],
    ...(usage.length > 0 && { usage: modelUsage(model, usage)[model] }),
    time: call.elapsedMs / 1000,
  };
}

const STOPS: Readonly<Record<string, string>> = {
  stop: 'stop',
  length: 'max_tokens',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
};
