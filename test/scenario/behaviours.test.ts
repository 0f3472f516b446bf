import type { Scenario } from '../../scenario/start-scenario';
import {
  calls,
  complete,
  completion,
  post,
  tableOf,
  text,
  user,
  withScenario,
  withTools,
} from './asking';

const WEATHER = withTools('Weather in Ghent?');

/** For so many requests in a row: was the call made? */
async function inARow(scenario: Scenario, requests: number): Promise<readonly boolean[]> {
  const made: boolean[] = [];
  for (let request = 0; request < requests; request += 1) {
    made.push((await calls(scenario, WEATHER)).length === 1);
  }
  return made;
}

describe('a cold start', () => {
  const cold = tableOf({ coldStart: { requests: 2, effect: 'wrong' }, loadMs: 5 });

  it('spoils the first requests, and those after each unload', async () => {
    await withScenario(cold, async (scenario) => {
      expect(await inARow(scenario, 4)).toEqual([false, false, true, true]);
      expect((await post(scenario, '/v1/models/unload', { model: 'm' })).status).toBe(200);
      expect(await inARow(scenario, 3)).toEqual([false, false, true]);
      expect(scenario.log().models['m']).toMatchObject({ loads: 2, unloads: 1, requests: 7 });
    });
  });

  it('is over sooner after requests that are thrown away', async () => {
    await withScenario(cold, async (scenario) => {
      await complete(scenario, { model: 'm', messages: [user('Say ready.')] });
      await complete(scenario, { model: 'm', messages: [user('Say ready.')] });
      expect(await inARow(scenario, 2)).toEqual([true, true]);
    });
  });

  it('counts for each model apart', async () => {
    const model = { coldStart: { requests: 1, effect: 'wrong' } };
    await withScenario({ ...tableOf({}), models: { m: model, n: model } }, async (scenario) => {
      await complete(scenario, { ...WEATHER, model: 'n' });
      expect(await inARow(scenario, 2)).toEqual([false, true]);
    });
  });

  it('can be an error of the server, or slow and right', async () => {
    await withScenario(
      tableOf({ coldStart: { requests: 1, effect: 'error' } }),
      async (scenario) => {
        expect((await complete(scenario, WEATHER)).status).toBe(500);
        expect((await complete(scenario, WEATHER)).status).toBe(200);
      },
    );
    const slow = tableOf({ coldStart: { requests: 1, effect: 'slow', slowMs: 120 } });
    await withScenario(slow, async (scenario) => {
      const first = await completion(scenario, WEATHER);
      const second = await completion(scenario, WEATHER);
      expect([first.timings['predicted_ms'], second.timings['predicted_ms']]).toEqual([120, 0]);
      expect(first.choices).toEqual(second.choices);
    });
  });

  it('by a kind of answer is that and nothing else: no call is right where none is due', async () => {
    const quiet = tableOf({ coldStart: { requests: 9, effect: 'no-call' } });
    await withScenario(quiet, async (scenario) => {
      expect(await calls(scenario, WEATHER)).toEqual([]);
      expect(await calls(scenario, withTools('Thank you!'))).toEqual([]);
    });
  });

  it('makes unloading a model that is not loaded no event, and an unknown one an error', async () => {
    await withScenario(cold, async (scenario) => {
      await post(scenario, '/v1/models/unload', { model: 'm' });
      expect(scenario.log().models['m']).toMatchObject({ loads: 0, unloads: 0, loaded: false });
      expect((await post(scenario, '/v1/models/unload', { model: 'x' })).status).toBe(404);
    });
    await withScenario(tableOf({ canUnload: false }), async (scenario) => {
      expect((await post(scenario, '/v1/models/unload', { model: 'm' })).status).toBe(404);
    });
  });
});

describe('other behaviours', () => {
  it('a polluted conversation spoils answers once it is too long, worked examples not counted', async () => {
    const table = tableOf({ pollution: { afterMessages: 3, effect: 'wrong' } });
    const turn = (prompt: string, content: string): object[] => [
      user(prompt),
      { role: 'assistant', content },
    ];
    const system = { role: 'system', content: 'You are a router.' };
    const ask = (messages: readonly object[]): object =>
      withTools('', { messages: [system, ...messages, user('Weather in Ghent?')] });
    await withScenario(table, async (scenario) => {
      const spoken = turn('Thank you!', 'You are welcome.');
      expect(await calls(scenario, ask(spoken))).toHaveLength(1);
      expect(await calls(scenario, ask([...spoken, ...spoken]))).toHaveLength(0);
      const examples = turn('What of Bern?', '{"calls":[]}');
      expect(await calls(scenario, ask([...examples, ...examples, ...spoken]))).toHaveLength(1);
    });
  });

  it('a flaky model fails by request seed, and as often as the table says', async () => {
    const table = tableOf({ flaky: { probability: 0.4, effect: 'no-call' } });
    await withScenario(table, async (scenario) => {
      const bySeed = async (): Promise<readonly number[]> => {
        const made: number[] = [];
        for (let seed = 0; seed < 50; seed += 1) {
          made.push((await calls(scenario, { ...WEATHER, seed })).length);
        }
        return made;
      };
      const first = await bySeed();
      expect(await bySeed()).toEqual(first);
      const failed = first.filter((made) => made === 0).length;
      expect(failed).toBeGreaterThan(8);
      expect(failed).toBeLessThan(32);
    });
  });

  it('temperature adds wrong answers and other words, and 0 adds neither', async () => {
    await withScenario(tableOf({ temperatureNoise: 0.6 }), async (scenario) => {
      const seen = async (temperature: number): Promise<readonly [number, number]> => {
        let right = 0;
        const words = new Set<string | null>();
        for (let seed = 0; seed < 40; seed += 1) {
          const rest = { seed, temperature };
          right += (await calls(scenario, withTools('Weather in Ghent?', rest))).length;
          words.add(await text(scenario, withTools('Say something.', rest)));
        }
        return [right, words.size];
      };
      expect(await seen(0)).toEqual([40, 1]);
      const [right, words] = await seen(1);
      expect(right).toBeGreaterThan(4);
      expect(right).toBeLessThan(36);
      expect(words).toBeGreaterThan(1);
    });
  });

  it('a model without tools says so, and answers requests without them', async () => {
    await withScenario(tableOf({ inapplicable: ['tools'] }), async (scenario) => {
      const refused = await complete(scenario, WEATHER);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({
        error: { message: '"m" does not support tools' },
      });
      expect((await complete(scenario, { ...WEATHER, tools: [] })).status).toBe(200);
    });
  });

  it('another model can be served under the name', async () => {
    await withScenario(tableOf({ servedModel: 'm-mini' }), async (scenario) => {
      expect((await completion(scenario, WEATHER)).model).toBe('m-mini');
    });
  });

  it('the digest changes after so many requests, and only then', async () => {
    const digest = async (scenario: Scenario): Promise<unknown> =>
      (await fetch(`${scenario.url}/v1/models`)).json();
    const table = tableOf({ digest: 'sha256:ab0', digestChangesAfterRequests: 2 });
    await withScenario(table, async (scenario) => {
      await inARow(scenario, 1);
      expect(await digest(scenario)).toMatchObject({ data: [{ id: 'm', digest: 'sha256:ab0' }] });
      await inARow(scenario, 1);
      expect(await digest(scenario)).toMatchObject({ data: [{ id: 'm', digest: 'sha256:ab1' }] });
    });
  });

  it('requests beyond its slots wait, and their time in the queue is told', async () => {
    await withScenario(tableOf({ latencyMs: 60, slots: 1 }), async (scenario) => {
      const answers = await Promise.all([1, 2].map(() => completion(scenario, WEATHER)));
      const queued = answers
        .map(({ timings }) => timings['queue_ms'] ?? 0)
        .toSorted((a, b) => a - b);
      expect(queued[1]).toBeGreaterThanOrEqual(40);
    });
  });
});
