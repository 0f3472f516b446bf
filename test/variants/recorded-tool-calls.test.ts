import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nativeApi } from '../../src/variants/native-api';
import { rawSchema } from '../../src/variants/raw-schema';
import type { Decision, RawAnswer, Variant } from '../../src/variants/variant';
import { aTask } from './a-task';
import { HAS_RECORDED, type RecordedAnswer, recordedModel, recordedTools } from './recorded-data';

type Label = { readonly kind: 'none' | 'malformed' } | Extract<Decision, { kind: 'calls' }>;

const labels: { readonly texts: Readonly<Record<string, readonly (readonly Label[])[]>> } =
  JSON.parse(
    readFileSync(join(__dirname, 'recordings/labels-of-recorded-tool-calls.json'), 'utf8'),
  );

/** Models that were asked over the tools parameter: text and tool calls are as an endpoint gave them. */
const NATIVE = [
  'functiongemma',
  'granite3_3_2b',
  'llama3_2_1b',
  'qwen2_5_0_5b',
  'qwen2_5_3b',
  'qwen3_0_6b',
  'smollm2_1_7b',
];

/** Labelled by reading: answers without a tool call whose text tries to be one, as `run/prompt`. All others are prose. */
const CALLS_AS_TEXT: Readonly<Record<string, readonly string[]>> = { llama3_2_1b: ['2/6', '2/8'] };

if (!HAS_RECORDED) {
  process.stderr.write('Skipping the recorded tool calls: ../shared/data is not there\n');
}
const describeRecorded = HAS_RECORDED ? describe : describe.skip;

describeRecorded('the recorded answers of small models [needs ../shared/data]', () => {
  it.each(Object.keys(labels.texts))(
    'raw_schema reads the texts of %s as a person does',
    (model) => {
      const read = recordedModel(model).runs.map((run) =>
        run.map((each) => kindOf(decision(rawSchema, each))),
      );
      expect(read).toEqual(labels.texts[model]);
    },
  );

  it.each(NATIVE)('native_api reads the tool calls of %s', (model) => {
    for (const answer of recordedModel(model).runs.flat()) {
      if (answer.all_tool_calls.length === 0) continue;
      expect(decision(nativeApi, answer)).toEqual(readingOf(answer));
    }
  });

  it.each(NATIVE)(
    'native_api takes the texts of %s without tool calls for what they are',
    (model) => {
      recordedModel(model).runs.forEach((run, runIndex) => {
        run.forEach((answer, prompt) => {
          if (answer.all_tool_calls.length > 0) return;
          const place = `${runIndex}/${prompt}`;
          const kind = CALLS_AS_TEXT[model]?.includes(place) === true ? 'malformed' : 'none';
          expect([place, decision(nativeApi, answer).kind]).toEqual([place, kind]);
        });
      });
    },
  );

  it.each(Object.keys(labels.texts))(
    'native_api finds no tool call in the texts of %s',
    (model) => {
      const texts = recordedModel(model).runs.flat();
      const kinds = texts.map(
        (answer) => decision(nativeApi, { ...answer, all_tool_calls: [] }).kind,
      );
      const expected = labels.texts[model]
        ?.flat()
        .map(({ kind }) => (kind === 'none' ? 'none' : 'malformed'));
      expect(kinds).toEqual(expected);
    },
  );
});

function decision(variant: Variant, answer: RecordedAnswer): Decision {
  const tools = recordedTools();
  const step = variant.next(aTask({ tools, examples: [] }), [asRawAnswer(answer)]);
  if (step.kind === 'decide') return step.decision;
  throw new Error(`${variant.name} asks again`);
}

function asRawAnswer(answer: RecordedAnswer): RawAnswer {
  return {
    text: answer.raw_content ?? '',
    toolCalls: answer.all_tool_calls.map((call) => ({
      name: call.name,
      argumentsText: JSON.stringify(call.arguments),
    })),
    finishReason: 'stop',
  };
}

/** A label says nothing about the text or the reason. */
function kindOf(decided: Decision): Label {
  return decided.kind === 'calls' ? decided : { kind: decided.kind };
}

function readingOf(answer: RecordedAnswer): Decision {
  const known = recordedTools().map(({ name }) => name);
  const odd = answer.all_tool_calls.find(({ name }) => !known.includes(name));
  if (odd) return { kind: 'malformed', why: `There is no tool called ${odd.name}` };
  const calls = answer.all_tool_calls.map((call) => ({
    tool: call.name,
    arguments: call.arguments,
  }));
  return { kind: 'calls', calls };
}
