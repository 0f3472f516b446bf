import type { Tool } from '../../src/suites/suite';
import type {
  Decision,
  Question,
  RawAnswer,
  Variant,
  VariantTask,
} from '../../src/variants/variant';

const text = { type: 'string' };

export const TOOLS: readonly Tool[] = [
  {
    name: 'get_weather',
    description: 'Weather of a city.',
    parameters: { type: 'object', properties: { city: text }, required: ['city'] },
  },
  {
    name: 'schedule_meeting',
    description: 'Plan a meeting.',
    parameters: {
      type: 'object',
      properties: {
        title: { type: 'string', description: 'Name of the meeting' },
        time: text,
        attendees: { type: 'array', items: text },
      },
      required: ['title', 'time'],
    },
  },
  {
    name: 'list_alarms',
    description: 'All alarms that are set.',
    parameters: { type: 'object', properties: {} },
  },
];

/** A task that says one thing; its examples are one call, two calls and none. */
export function aTask(changed: Partial<VariantTask> = {}): VariantTask {
  return {
    tools: TOOLS,
    examples: [
      { user: 'Hot in Cairo?', calls: [{ tool: 'get_weather', arguments: { city: 'Cairo' } }] },
      {
        user: 'Alarms, and Bern weather.',
        calls: [
          { tool: 'list_alarms', arguments: {} },
          { tool: 'get_weather', arguments: { city: 'Bern' } },
        ],
      },
      { user: 'Hi.', calls: [] },
    ],
    messages: [{ role: 'user', content: 'Is it wet in Ghent?' }],
    history: [],
    prompt: null,
    ...changed,
  };
}

export function anAnswer(said: string, toolCalls: RawAnswer['toolCalls'] = []): RawAnswer {
  return { text: said, toolCalls, finishReason: toolCalls.length > 0 ? 'tool-calls' : 'stop' };
}

/** What a variant decides when the model answers these texts, one per question. */
export function decided(
  variant: Variant,
  said: readonly string[],
  task: VariantTask = aTask(),
): Decision {
  const step = variant.next(
    task,
    said.map((each) => anAnswer(each)),
  );
  if (step.kind === 'decide') return step.decision;
  throw new Error(`Still asks after ${said.length} answers`);
}

/** The question that a variant asks after these answers. */
export function asked(
  variant: Variant,
  said: readonly string[] = [],
  task: VariantTask = aTask(),
): Question {
  const step = variant.next(
    task,
    said.map((each) => anAnswer(each)),
  );
  if (step.kind === 'ask') return step.question;
  throw new Error(`Decides after ${said.length} answers`);
}

/** The last message of a question: what the user says now. */
export function lastMessage(question: Question): string {
  return question.messages.at(-1)?.content ?? '';
}
