import { call, type LoadedRoute, type Message } from '../../application';
import type { Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import type { PromptSet } from '../../src/variants/variant';
import { VARIANT_NAMES } from '../../src/variants/variant-names';
import { chatCompletion } from '../models/support/answers';
import { entryAt } from '../models/support/clients';
import { answers } from '../models/support/stand-in';
import { type Bench, type Reply, right, withRuns } from '../run/running';
import { aSuiteFile } from '../suites/a-suite-file';
import { aSpec } from '../support/evaluation-summary';

const SEED = 7;
const PROMPT: PromptSet = { system: 'Be brief', tools: { get_weather: 'Rain or sun' } };
const PARAMS = { num_ctx: 512, max_tokens: 99 };
/** The items of the suite that `withRuns` runs over, as an application would be asked them. */
const ASKED = ['rain', 'timer', 'thanks'].map((id) => `The prompt of ${id}`);
const { tools } = aSuiteFile();

/** Answers constrained questions too: with no call, or with the first tool and an argument that fits. */
const answering: Reply = (chat) => (response, seen) => {
  const schema = JSON.stringify(seen.body['response_format'] ?? null);
  if (schema === 'null') return right(chat)(response, seen);
  const fields = { tool: 'get_weather', city: 'Lisbon', day: 'today', calls: [], minutes: 5 };
  answers(200, chatCompletion(JSON.stringify(fields)))(response, seen);
};

function routeAt(bench: Bench, spec: Spec): LoadedRoute {
  const url = `http://${bench.chats()[0]?.headers.host}/v1`;
  return {
    phase: spec.phase,
    spec,
    specId: specId(spec),
    fallbacks: [],
    study: 's',
    sinceCycle: 1,
    decision: 'd',
    reason: 'Better',
    simulated: false,
    since: '2026-01-01T00:00:00.000Z',
    models: [entryAt(url, { apiKeyEnv: null })],
    variantFile: null,
    prompt: PROMPT,
    params: PARAMS,
    examples: [],
  };
}

describe('call() and a run', () => {
  const both = [0, 1] as const;
  const cases = VARIANT_NAMES.flatMap((variant) =>
    both.map((isolation) => ({ variant, isolation })),
  );

  it.each(cases)('ask the same, byte for byte: $variant, isolation $isolation', async (factors) => {
    const spec = aSpec({ ...factors, retries: 1, warmup: 1, temperature: 0.4, timeoutSeconds: 30 });
    await withRuns({ reply: answering }, async (bench) => {
      await bench.run({ spec, seed: SEED, prompt: PROMPT, params: PARAMS });
      const run = bench.chats().map(({ body }) => JSON.stringify(body));
      const route = routeAt(bench, spec);
      let history: readonly Message[] = [];
      for (const content of ASKED) {
        const messages = [{ role: 'user', content }] as const;
        const answer = await call(route, messages, tools, { seed: SEED, history });
        history = answer.history;
      }
      const called = bench
        .chats()
        .slice(run.length)
        .map(({ body }) => JSON.stringify(body));
      expect(run.length).toBeGreaterThanOrEqual(1 + ASKED.length);
      expect(called).toEqual(run);
    });
  });
});
