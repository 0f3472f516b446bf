import type { Scenario } from '../../scenario/start-scenario';
import { calls, SUITE, tableOf, withScenario, withTools } from './asking';

const PROMPTS = SUITE.items.map(({ prompt }) => prompt);

/** Which items are answered right, by their place in the suite. */
async function rightItems(scenario: Scenario, rest: object = {}): Promise<readonly boolean[]> {
  const answered: boolean[] = [];
  for (const [index, prompt] of PROMPTS.entries()) {
    const made = await calls(scenario, withTools(prompt, rest));
    answered.push(made.length === [1, 1, 2, 0][index]);
  }
  return answered;
}

const accurate = (right: unknown, rest: object = {}, seed = 1): object =>
  tableOf({ accuracy: { small: { '*': { right, wrong: 'no-call' } } }, ...rest }, { seed });

const count = (flags: readonly boolean[]): number => flags.filter(Boolean).length;

describe('accuracy', () => {
  it('by a list of ids has just those items right', async () => {
    await withScenario(accurate(['timer', 'small/thanks']), async (scenario) => {
      expect(await rightItems(scenario)).toEqual([false, true, false, true]);
    });
  });

  it.each([0, 1, 2, 3, 4])('by a count has %i items right', async (right) => {
    await withScenario(accurate(right), async (scenario) => {
      expect(count(await rightItems(scenario))).toBe(right);
    });
  });

  it('by a count keeps the easier items right when the count grows', async () => {
    const seen: (readonly boolean[])[] = [];
    for (const right of [1, 2, 3]) {
      await withScenario(accurate(right), async (scenario) => {
        seen.push(await rightItems(scenario));
      });
    }
    const [one, two, three] = seen;
    expect(two?.map((flag, index) => flag || one?.[index])).toEqual(two);
    expect(three?.map((flag, index) => flag || two?.[index])).toEqual(three);
  });

  it('by a count has other items right under other seeds', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 12; seed += 1) {
      await withScenario(accurate(1, {}, seed), async (scenario) => {
        seen.add(String(await rightItems(scenario)));
      });
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  it('can count items with calls and items without apart', async () => {
    await withScenario(accurate({ actions: 'none', restraint: 'all' }), async (scenario) => {
      expect(await rightItems(scenario)).toEqual([false, false, false, true]);
    });
    await withScenario(accurate({ actions: 2, restraint: 0 }), async (scenario) => {
      const right = await rightItems(scenario);
      expect([count(right.slice(0, 3)), right[3]]).toEqual([2, false]);
    });
  });

  it('by a probability is drawn anew for other request seeds', async () => {
    await withScenario(accurate({ probability: 0.5 }), async (scenario) => {
      let right = 0;
      for (let seed = 1; seed <= 25; seed += 1)
        right += count(await rightItems(scenario, { seed }));
      expect(right).toBeGreaterThan(25);
      expect(right).toBeLessThan(75);
    });
  });

  it('never has a hard item right, and ranks it last', async () => {
    await withScenario(accurate('all', { hardItems: ['both'] }), async (scenario) => {
      expect(await rightItems(scenario)).toEqual([true, true, false, true]);
    });
    await withScenario(accurate(3, { hardItems: ['both'] }), async (scenario) => {
      expect(await rightItems(scenario)).toEqual([true, true, false, true]);
    });
  });

  it('goes by the shape of the request where the shape has a rule', async () => {
    const table = tableOf({ accuracy: { '*': { tools: 'all', '*': 'none' } } });
    await withScenario(table, async (scenario) => {
      expect(await rightItems(scenario)).toEqual([true, true, true, true]);
      const text = await calls(scenario, { ...withTools('Weather in Ghent?'), tools: undefined });
      expect(text).toEqual([]);
    });
  });

  it('takes the item with the longest prompt that stands in the message', async () => {
    const items = [
      { id: 'short', prompt: 'Ghent', calls: [{ tool: 'a', arguments: {} }] },
      { id: 'long', prompt: 'Ghent by "train"', calls: [{ tool: 'b', arguments: {} }] },
    ];
    const table = { suites: [{ name: 's', items }], models: { m: {} } };
    await withScenario(table, async (scenario) => {
      expect(await calls(scenario, withTools('To Ghent by "train", please'))).toEqual(['b {}']);
      expect(await calls(scenario, withTools('Quoted: "Ghent by \\"train\\""'))).toEqual(['b {}']);
      expect(await calls(scenario, withTools('To Ghent by bus'))).toEqual(['a {}']);
    });
  });
});
