import type { RecordedCall, RecordedQuestion } from '../../../../runs/parse-transcript';
import { shortName } from '../digest';
import type { MeasuredItem, MeasuredRun } from '../measured-evaluation';
import { generateConfig } from './generate-config';
import { questionMessages } from './messages';
import { outputOf } from './model-output';

/**
 * A `ModelEvent` for each call, those of earlier attempts too: what Inspect makes its data frame of messages from. How
 * long a call took is known, not when it was made: its time is that of the end of the run.
 */
export function modelEvents(item: MeasuredItem, run: MeasuredRun, sample: string) {
  let before = 0;
  return item.calls.map((call, place) => {
    const event = modelEvent(call, run, { sample, place, before });
    before += call.elapsedMs / 1000;
    return event;
  });
}

function modelEvent(
  call: RecordedCall,
  run: MeasuredRun,
  {
    sample,
    place,
    before,
  }: { readonly sample: string; readonly place: number; readonly before: number },
) {
  const { spec, endedAt } = run;
  return {
    event: 'model',
    uuid: shortName(sample, place),
    ...(endedAt !== null && { timestamp: endedAt, completed: endedAt }),
    working_start: before,
    working_time: call.elapsedMs / 1000,
    model: spec.model,
    input: questionMessages(call, sample),
    tools: (call.question.tools ?? []).map(toolInfo),
    tool_choice: 'auto',
    config: { ...generateConfig(spec), max_tokens: call.question.maxTokens },
    output: outputOf(call, run, sample),
    ...(call.error !== null && { error: call.error }),
  };
}

type Tool = NonNullable<RecordedQuestion['tools']>[number];

/** What Inspect's reader takes of any JSON Schema: the names of the arguments, their plain types and descriptions. */
function toolInfo({ name, description, parameters }: Tool) {
  const properties = Object.entries(Object(parameters['properties'])).map(
    ([argument, schema]) => [argument, plainSchema(schema)] as const,
  );
  return {
    name,
    description,
    parameters: { type: 'object', properties: Object.fromEntries(properties), required: [] },
  };
}

function plainSchema(schema: unknown) {
  const { type, description }: { readonly type?: unknown; readonly description?: unknown } =
    Object(schema);
  return {
    ...(typeof type === 'string' && TYPES.has(type) && { type }),
    ...(typeof description === 'string' && { description }),
  };
}

const TYPES = new Set(['string', 'integer', 'number', 'boolean', 'array', 'object', 'null']);
