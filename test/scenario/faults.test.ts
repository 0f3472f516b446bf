import type { Scenario } from '../../scenario/start-scenario';
import { complete, completion, post, tableOf, until, withScenario, withTools } from './asking';

const WEATHER = withTools('Weather in Ghent?');

const faulty = (...faults: readonly object[]): object => tableOf({}, { faults });

async function statuses(scenario: Scenario, requests: number): Promise<readonly number[]> {
  const seen: number[] = [];
  for (let request = 0; request < requests; request += 1) {
    seen.push((await complete(scenario, WEATHER)).status);
  }
  return seen;
}

describe('a fault', () => {
  it.each([401, 404, 429, 500, 503])(
    '%i is answered with that status and a message',
    async (kind) => {
      await withScenario(faulty({ kind, retryAfterSeconds: 2 }), async (scenario) => {
        const response = await complete(scenario, WEATHER);
        expect([response.status, response.headers.get('retry-after')]).toEqual([kind, '2']);
        expect(await response.json()).toMatchObject({ error: { message: expect.any(String) } });
        expect(scenario.log().models['m']).toMatchObject({ requests: 0, faults: { [kind]: 1 } });
      });
    },
  );

  it('cut closes the connection without an answer', async () => {
    await withScenario(faulty({ kind: 'cut' }), async (scenario) => {
      await expect(complete(scenario, WEATHER)).rejects.toThrow('fetch failed');
    });
  });

  it('half-body announces more than it sends', async () => {
    await withScenario(faulty({ kind: 'half-body' }), async (scenario) => {
      const response = await complete(scenario, WEATHER);
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow('terminated');
    });
  });

  it('malformed-json is a whole answer that is no JSON', async () => {
    await withScenario(faulty({ kind: 'malformed-json' }), async (scenario) => {
      const response = await complete(scenario, WEATHER);
      const body = await response.text();
      expect(response.status).toBe(200);
      expect(() => JSON.parse(body)).toThrow(SyntaxError);
    });
  });

  it('slow takes its time and then answers', async () => {
    await withScenario(faulty({ kind: 'slow', slowMs: 80 }), async (scenario) => {
      const before = performance.now();
      const { choices } = await completion(scenario, WEATHER);
      expect(performance.now() - before).toBeGreaterThanOrEqual(75);
      expect(choices[0].finish_reason).toBe('tool_calls');
    });
  });

  it('huge is well-formed and of that size', async () => {
    await withScenario(faulty({ kind: 'huge', megabytes: 3 }), async (scenario) => {
      const { choices } = await completion(scenario, WEATHER);
      expect(choices[0].message.content).toHaveLength(3 * 1024 * 1024);
    });
  });

  it('hang answers nothing until the client leaves', async () => {
    await withScenario(faulty({ kind: 'hang' }), async (scenario) => {
      const controller = new AbortController();
      const pending = fetch(`${scenario.url}/v1/chat/completions`, {
        method: 'POST',
        body: JSON.stringify(WEATHER),
        signal: controller.signal,
      });
      await until(() => scenario.log().models['m']?.faults.hang === 1);
      controller.abort();
      await expect(pending).rejects.toThrow('aborted');
      await until(() => scenario.log().models['m']?.abandoned === 1);
    });
  });
});

describe('when a fault strikes', () => {
  it('is said by a range of requests, or by those that come before', async () => {
    await withScenario(faulty({ kind: 500, requests: [2, 3] }), async (scenario) => {
      expect(await statuses(scenario, 4)).toEqual([200, 500, 500, 200]);
    });
    await withScenario(faulty({ kind: 503, afterRequests: 2 }), async (scenario) => {
      expect(await statuses(scenario, 4)).toEqual([200, 200, 503, 503]);
    });
  });

  it('may be by chance, and then by the same chance again', async () => {
    const table = faulty({ kind: 500, probability: 0.5 });
    const seen: (readonly number[])[] = [];
    for (const _ of [1, 2]) {
      await withScenario(table, async (scenario) => {
        seen.push(await statuses(scenario, 30));
      });
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(new Set(seen[0])).toEqual(new Set([200, 500]));
  });

  it('may be for one model, or for the list of models', async () => {
    const models = { m: {}, n: {} };
    const table = { ...faulty({ kind: 500, model: 'n' }, { kind: 401, on: 'models' }), models };
    await withScenario(table, async (scenario) => {
      expect((await complete(scenario, WEATHER)).status).toBe(200);
      expect((await complete(scenario, { ...WEATHER, model: 'n' })).status).toBe(500);
      expect((await fetch(`${scenario.url}/v1/models`)).status).toBe(401);
    });
  });

  it('can be changed while it runs, and counts from then', async () => {
    await withScenario(tableOf({}), async (scenario) => {
      expect(await statuses(scenario, 2)).toEqual([200, 200]);
      const faults = [{ kind: 500, requests: [2, 2] }];
      expect((await post(scenario, '/scenario/faults', { faults })).status).toBe(200);
      expect(await statuses(scenario, 3)).toEqual([200, 500, 200]);
      await post(scenario, '/scenario/faults', { faults: [{ kind: 429 }] });
      expect(await statuses(scenario, 1)).toEqual([429]);
      await post(scenario, '/scenario/faults', { faults: [] });
      expect(await statuses(scenario, 1)).toEqual([200]);
    });
  });

  it('is refused where it makes no sense, and nothing changes', async () => {
    await withScenario(tableOf({}), async (scenario) => {
      const refused = await post(scenario, '/scenario/faults', {
        faults: [{ kind: 'earthquake', model: 'x' }],
      });
      expect([refused.status, await refused.text()]).toEqual([
        400,
        expect.stringMatching(/faults\[0\]\.kind: expected one of 401.*faults\[0\]\.model/s),
      ]);
      expect(await statuses(scenario, 1)).toEqual([200]);
    });
  });
});

describe('an abandoned request', () => {
  it('is counted, frees its place and lets the next one be answered', async () => {
    await withScenario(tableOf({ latencyMs: 30_000 }, { seed: 3 }), async (scenario) => {
      const controller = new AbortController();
      const leave = (): Promise<Response> =>
        fetch(`${scenario.url}/v1/chat/completions`, {
          method: 'POST',
          body: JSON.stringify(WEATHER),
          signal: controller.signal,
        });
      const [served, waiting] = [leave(), leave()];
      await until(() => scenario.log().requests === 2);
      controller.abort();
      await expect(served).rejects.toThrow('aborted');
      await expect(waiting).rejects.toThrow('aborted');
      await until(() => scenario.log().models['m']?.abandoned === 2);
      // The one that waited may still get the place for the moment until its own end is noticed.
      const { requests, answered, loads } = scenario.log().models['m'] ?? {};
      expect({ answered, loads }).toEqual({ answered: 0, loads: 1 });
      expect([1, 2]).toContain(requests);
    });
  });

  it('leaves the slot to those who still wait', async () => {
    const table = tableOf({ coldStart: { requests: 1, effect: 'slow', slowMs: 30_000 } });
    await withScenario(table, async (scenario) => {
      const controller = new AbortController();
      const served = fetch(`${scenario.url}/v1/chat/completions`, {
        method: 'POST',
        body: JSON.stringify(WEATHER),
        signal: controller.signal,
      });
      await until(() => scenario.log().models['m']?.requests === 1);
      const waiting = complete(scenario, WEATHER);
      await until(() => scenario.log().requests === 2);
      controller.abort();
      await expect(served).rejects.toThrow('aborted');
      expect((await waiting).status).toBe(200);
    });
  });
});
