import { BUILT_IN_SUITES } from '../../activities/suites/built-in-suites';
import { loadSuite } from '../../activities/suites/load-suite';
import { createSchemaCheck } from '../../activities/suites/schema-check';
import { scoreItem } from '../../src/outcomes/score-item';
import type { Item, ToolCall } from '../../src/suites/suite';

/** Calls that answer an item rightly: of each matcher its first value. */
function rightCalls(item: Item): readonly ToolCall[] {
  return item.expect.calls.map((call) => ({
    tool: call.tool,
    arguments: Object.fromEntries(
      Object.entries(call.arguments).flatMap(([name, matcher]) => {
        if (matcher.kind === 'equals') return [[name, matcher.value] as const];
        const [value] = matcher.kind === 'oneOf' ? matcher.values : [];
        return value === undefined ? [] : [[name, value] as const];
      }),
    ),
  }));
}

describe.each(BUILT_IN_SUITES)('the built-in suite %s', (name) => {
  it('scores the expected calls as right, and an answer in words where none is due', async () => {
    const { suite } = await loadSuite(name);
    const breaksSchema = createSchemaCheck(suite.tools);
    for (const item of suite.items) {
      const decision = { kind: 'calls', calls: rightCalls(item) } as const;
      expect([item.id, scoreItem(item, decision, breaksSchema)]).toEqual([item.id, 'P']);
    }
  });

  it('expects texts that can be copied from the prompt', async () => {
    const { suite } = await loadSuite(name);
    for (const item of suite.items) {
      const said = item.messages.map(({ content }) => content).join(' ');
      const values = rightCalls(item).flatMap((call) => Object.values(call.arguments));
      for (const text of values)
        expect(said).toContain(typeof text === 'string' ? text : JSON.stringify(text));
    }
  });

  it('has a handful of tools, and its name', async () => {
    const { suite } = await loadSuite(name);
    expect(suite.name).toBe(name);
    expect(suite.tools.length).toBeLessThanOrEqual(5);
  });

  it('brings six to nine balanced examples: a third without a call, every tool called', async () => {
    const { suite } = await loadSuite(name);
    const { examples, tools } = suite;
    const without = examples.filter(({ calls }) => calls.length === 0).length;
    expect(examples.length).toBeGreaterThanOrEqual(6);
    expect(examples.length).toBeLessThanOrEqual(9);
    expect(without / examples.length).toBeGreaterThanOrEqual(0.3);
    expect(without / examples.length).toBeLessThanOrEqual(0.4);
    const called = examples.flatMap(({ calls }) => calls.map(({ tool }) => tool));
    for (const tool of tools) expect(called).toContain(tool.name);
  });

  it('spreads the items without a call over the whole run', async () => {
    const { mask } = await loadSuite(name);
    expect(mask).not.toMatch(/[aA]{4}|[rR]{3}/);
  });
});

describe.each(['atomic', 'extended'])('the full suite %s', (name) => {
  it('has at least 24 steering items, 12 of them restraint items, and 12 held out', async () => {
    const { mask } = await loadSuite(name);
    expect(mask.match(/[ar]/g)?.length).toBeGreaterThanOrEqual(24);
    expect(mask.match(/r/g)?.length).toBeGreaterThanOrEqual(12);
    expect(mask.match(/[AR]/g)?.length).toBeGreaterThanOrEqual(12);
    expect(mask).toMatch(/A/);
    expect(mask).toMatch(/R/);
  });

  it('sets every kind of trap', async () => {
    const { suite } = await loadSuite(name);
    const tags = suite.items.filter(({ heldOut }) => !heldOut).flatMap((item) => item.tags);
    expect(tags).toEqual(
      expect.arrayContaining([
        'negated-keyword',
        'answer-given',
        'about-tools',
        'code',
        'missing-context',
        'small-talk',
        'implicit',
      ]),
    );
  });
});

describe.each(['atomic-quick', 'extended-quick'])('the quick suite %s', (name) => {
  it('has six items, four with calls', async () => {
    const { mask } = await loadSuite(name);
    expect(mask.split('').toSorted().join('')).toBe('aaaarr');
  });
});

describe('the built-in suites', () => {
  it.each(['atomic', 'atomic-quick'])('expect at most one call in %s', async (name) => {
    const { suite } = await loadSuite(name);
    const most = Math.max(...suite.items.map(({ expect: { calls } }) => calls.length));
    expect(most).toBe(1);
  });

  it('expect one to three calls in extended, and two in extended-quick', async () => {
    const counts = async (name: string) => {
      const { suite } = await loadSuite(name);
      return new Set(suite.items.map(({ expect: { calls } }) => calls.length));
    };
    expect(await counts('extended')).toEqual(new Set([0, 1, 2, 3]));
    expect(await counts('extended-quick')).toEqual(new Set([0, 2]));
  });
});
