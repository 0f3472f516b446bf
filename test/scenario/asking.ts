import { setTimeout as sleep } from 'node:timers/promises';
import { type Scenario, startScenario } from '../../scenario/start-scenario';

/** What a test reads of a chat completion. */
export interface Completion {
  readonly model: string;
  readonly system_fingerprint: string;
  readonly choices: readonly [
    {
      readonly message: {
        readonly content: string | null;
        readonly tool_calls?: readonly {
          readonly id: string;
          readonly function: { readonly name: string; readonly arguments: string };
        }[];
      };
      readonly finish_reason: string;
    },
  ];
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number };
  readonly timings: Readonly<Record<string, number>>;
}

const TOOLS = [
  {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
    },
  },
  {
    name: 'set_timer',
    parameters: {
      type: 'object',
      properties: { minutes: { type: 'integer' }, label: { type: 'string' } },
      required: ['minutes'],
    },
  },
];

/** Two calls, one item with two calls, one where none is due. */
export const SUITE = {
  name: 'small',
  tools: TOOLS,
  items: [
    {
      id: 'weather',
      prompt: 'Weather in Ghent?',
      calls: [{ tool: 'get_weather', arguments: { city: { oneOf: ['Ghent', 'Gent'] } } }],
    },
    {
      id: 'timer',
      prompt: 'Twelve minutes, please.',
      calls: [{ tool: 'set_timer', arguments: { minutes: 12, label: { any: true } } }],
    },
    {
      id: 'both',
      prompt: 'Weather in Oslo and in Rome?',
      expect: {
        calls: [
          { tool: 'get_weather', arguments: { city: 'Oslo' } },
          { tool: 'get_weather', arguments: { city: 'Rome' } },
        ],
      },
    },
    { id: 'thanks', prompt: 'Thank you!', expect: 'none' },
  ],
};

/** A table with one model `m`, on the small suite. */
export function tableOf(model: object, rest: object = {}): object {
  return { suites: [SUITE], models: { m: model }, ...rest };
}

/** Runs a test against a table, and stops the server whatever happens. */
export async function withScenario(
  table: unknown,
  use: (scenario: Scenario) => Promise<void>,
): Promise<void> {
  const scenario = await startScenario({ table });
  try {
    await use(scenario);
  } finally {
    await scenario.close();
  }
}

/** The body of a request with the small suite's tools. */
export function withTools(prompt: string, rest: object = {}): object {
  const tools = TOOLS.map((tool) => ({ type: 'function', function: tool }));
  return { model: 'm', temperature: 0, messages: [user(prompt)], tools, ...rest };
}

/** The body of a request whose answer must fit a schema. */
export function withSchema(prompt: string, schema: object, rest: object = {}): object {
  const response_format = { type: 'json_schema', json_schema: { name: 'answer', schema } };
  return { model: 'm', temperature: 0, messages: [user(prompt)], response_format, ...rest };
}

export function user(content: string): object {
  return { role: 'user', content };
}

export function post(scenario: Scenario, path: string, body: object): Promise<Response> {
  return fetch(`${scenario.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
}

export function complete(scenario: Scenario, body: object): Promise<Response> {
  return post(scenario, '/v1/chat/completions', body);
}

export async function completion(scenario: Scenario, body: object): Promise<Completion> {
  const response = await complete(scenario, body);
  const read: Completion = JSON.parse(await response.text());
  return read;
}

export async function text(scenario: Scenario, body: object): Promise<string | null> {
  return (await completion(scenario, body)).choices[0].message.content;
}

/** The calls of the tools protocol as `name arguments`. */
export async function calls(scenario: Scenario, body: object): Promise<readonly string[]> {
  const { message } = (await completion(scenario, body)).choices[0];
  return (message.tool_calls ?? []).map(
    ({ function: called }) => `${called.name} ${called.arguments}`,
  );
}

/** Waits until something is so. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('Waited 20 s in vain');
    await sleep(5);
  }
}
