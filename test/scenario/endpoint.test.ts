import type { Scenario } from '../../scenario/start-scenario';
import {
  calls,
  complete,
  completion,
  post,
  tableOf,
  user,
  withScenario,
  withTools,
} from './asking';

const WEATHER = withTools('Weather in Ghent?');

describe('the scenario endpoint', () => {
  it('says everywhere that it is simulated', async () => {
    await withScenario(tableOf({}), async (scenario) => {
      const paths = ['/health', '/v1/models', '/scenario/log', '/nowhere'];
      for (const path of paths) {
        expect((await fetch(`${scenario.url}${path}`)).headers.get('x-simulated')).toBe('true');
      }
      expect((await complete(scenario, WEATHER)).headers.get('x-simulated')).toBe('true');
      expect((await completion(scenario, WEATHER)).system_fingerprint).toBe('simulated-inline');
      expect(await (await fetch(`${scenario.url}/v1/models`)).json()).toMatchObject({
        object: 'list',
        data: [{ id: 'm', owned_by: 'scenario (simulated)', digest: expect.any(String) }],
      });
    });
  });

  it('counts tokens and times of an answer', async () => {
    await withScenario(tableOf({ loadMs: 4 }), async (scenario) => {
      const { usage, timings } = await completion(scenario, WEATHER);
      expect(usage.total_tokens).toBeGreaterThan(usage.prompt_tokens);
      expect(timings).toEqual({ queue_ms: expect.any(Number), load_ms: 4, predicted_ms: 0 });
    });
  });

  it('gives the same answer to the same request, in any order and after a restart', async () => {
    const table = tableOf({
      accuracy: { small: { '*': { right: { probability: 0.5 }, wrong: 'other-tool' } } },
      flaky: { probability: 0.2, effect: 'malformed' },
      temperatureNoise: 0.3,
    });
    const bodies = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
      ['Weather in Ghent?', 'Thank you!', 'Hello'].map((prompt) =>
        withTools(prompt, { seed, temperature: 0.8 }),
      ),
    );
    const answers = async (scenario: Scenario, list: readonly object[]): Promise<string[]> => {
      const seen: string[] = [];
      for (const body of list) {
        const { choices, usage } = await completion(scenario, body);
        seen.push(JSON.stringify({ choices, usage }));
      }
      return seen;
    };
    const seen: string[][] = [];
    await withScenario(table, async (scenario) => {
      seen.push(await answers(scenario, bodies));
      seen.push((await answers(scenario, bodies.toReversed())).toReversed());
    });
    await withScenario(table, async (scenario) => {
      seen.push(await answers(scenario, bodies));
    });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    expect(new Set(seen[0]).size).toBeGreaterThan(3);
  });

  it('is byte-identical at temperature 0, with and without a seed', async () => {
    await withScenario(tableOf({}), async (scenario) => {
      const bodies = [WEATHER, { ...WEATHER, seed: 7 }, { ...WEATHER, seed: 8 }];
      const answers = await Promise.all(bodies.map((body) => completion(scenario, body)));
      expect(new Set(answers.map(({ choices }) => JSON.stringify(choices))).size).toBe(1);
    });
  });

  it('leaks nothing from one request into another that is under way', async () => {
    await withScenario(
      tableOf({ latencyMs: { base: 5, jitter: 30 }, slots: 8 }),
      async (scenario) => {
        const asked = Array.from({ length: 40 }, (_, index) =>
          index % 2 === 0 ? 'Weather in Ghent?' : 'Twelve minutes, please.',
        );
        const answers = await Promise.all(
          asked.map((prompt, seed) => calls(scenario, withTools(prompt, { seed }))),
        );
        expect(answers).toEqual(
          asked.map((prompt) =>
            prompt.startsWith('Weather')
              ? ['get_weather {"city":"Ghent"}']
              : ['set_timer {"minutes":12}'],
          ),
        );
      },
    );
  });

  it('does not remember an earlier conversation', async () => {
    await withScenario(tableOf({}), async (scenario) => {
      await complete(scenario, WEATHER);
      const next = await completion(scenario, { ...WEATHER, messages: [user('And now?')] });
      expect(JSON.stringify(next.choices)).not.toContain('Ghent');
    });
  });

  it('refuses what it cannot serve, in words', async () => {
    await withScenario(tableOf({}), async (scenario) => {
      const refused = async (body: object): Promise<unknown> => {
        const response = await complete(scenario, body);
        const answer: object = JSON.parse(await response.text());
        return { status: response.status, ...answer };
      };
      expect(await refused({ ...WEATHER, model: 'other' })).toMatchObject({
        status: 404,
        error: { message: "model 'other' not found" },
      });
      expect(await refused({ ...WEATHER, stream: true })).toMatchObject({
        status: 400,
        error: { message: expect.stringContaining('stream: expected false') },
      });
      expect(await refused({ model: 'm' })).toMatchObject({
        status: 400,
        error: { message: expect.stringContaining('messages: expected a list; found nothing') },
      });
      const large = [user('x'.repeat(9 * 1024 * 1024))];
      expect(await refused({ ...WEATHER, messages: large })).toMatchObject({ status: 413 });
      const nowhere = await post(scenario, '/v1/embeddings', {});
      expect([nowhere.status, await nowhere.text()]).toEqual([
        404,
        expect.stringContaining('POST /v1/chat/completions'),
      ]);
    });
  });

  it('refuses a body that is not JSON', async () => {
    await withScenario(tableOf({}), async ({ url }) => {
      const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: '{"mod' });
      expect([response.status, await response.text()]).toEqual([
        400,
        expect.stringContaining('The request body is not JSON'),
      ]);
    });
  });
});
