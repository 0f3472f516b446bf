import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTable } from '../../scenario/table/load-table';
import { TableError } from '../../scenario/table/place';
import { SUITE, tableOf } from './asking';

function issuesOf(table: unknown): readonly string[] {
  try {
    loadTable({ table });
  } catch (error) {
    if (error instanceof TableError) return error.issues;
    throw error;
  }
  return [];
}

const accuracy = (rule: unknown): object => tableOf({ accuracy: { small: { '*': rule } } });

describe('an error in a table', () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['no models', { suites: [] }, 'models: expected an object with named fields; found nothing'],
    ['no model in models', { models: {} }, 'models: expected at least one model; found {}'],
    ['a field of no meaning', tableOf({ speed: 3 }), 'models.m.speed: expected no such field'],
    [
      'a suite that is not there',
      accuracyOf('other'),
      'accuracy.other: expected no such field, but one of *, small; found {}',
    ],
    [
      'a shape that is not there',
      tableOf({ accuracy: { small: { tool: 'all', '*': 'all' } } }),
      'small.tool: expected no such field, but one of tools, schema,',
    ],
    [
      'shapes left out',
      tableOf({ accuracy: { small: { tools: 'all' } } }),
      'expected a rule for "*", since schema, schema+examples, text,',
    ],
    [
      'an unknown item',
      accuracy(['weather', 'whether']),
      'small.*[1]: expected an item\'s id, such as weather; found "whether"',
    ],
    [
      'an unknown way to be wrong',
      accuracy({ right: 1, wrong: 'lazy' }),
      '.wrong: expected one of other-tool, wrong-arguments, no-call, extra-call, malformed, bare-json; found "lazy"',
    ],
    ['a negative count', accuracy(-1), 'small.*: expected a whole number of 0 or more; found -1'],
    [
      'a probability above 1',
      accuracy({ probability: 1.5 }),
      '.probability: expected a number from 0 to 1; found 1.5',
    ],
    [
      'a rule of no form',
      accuracy('most'),
      'small.*: expected all, none, a count of items, a list of item ids, {probability}, or {actions, restraint}; found "most"',
    ],
    [
      'an unknown effect',
      tableOf({ flaky: { probability: 1, effect: 'odd' } }),
      'models.m.flaky.effect: expected one of wrong, slow, error, other-tool',
    ],
    [
      'a cold start without end',
      tableOf({ coldStart: { effect: 'wrong' } }),
      'models.m.coldStart.requests: expected a whole number of 0 or more; found nothing',
    ],
    [
      'no slots',
      tableOf({ slots: 0 }),
      'models.m.slots: expected a whole number of 1 or more; found 0',
    ],
    [
      'latency in words',
      tableOf({ latencyMs: 'fast' }),
      'models.m.latencyMs: expected an object with named fields; found "fast"',
    ],
    [
      'a feature that is none',
      tableOf({ inapplicable: ['seeds'] }),
      'models.m.inapplicable[0]: expected one of tools, schema; found "seeds"',
    ],
    [
      'a fault for nobody',
      tableOf({}, { faults: [{ kind: 'cut', model: 'x' }] }),
      'faults[0].model: expected one of m; found "x"',
    ],
    [
      'a fault with half a range',
      tableOf({}, { faults: [{ kind: 'cut', requests: [3] }] }),
      'faults[0].requests: expected two numbers, the first and the last request struck; found [3]',
    ],
    [
      'an item without a prompt',
      inlineItem({ calls: [] }),
      'suites[0].items[0].prompt: expected text; found nothing',
    ],
    [
      'a call without a tool',
      inlineItem({ prompt: 'x', calls: [{}] }),
      'suites[0].items[0].calls[0].tool: expected text; found nothing',
    ],
    [
      'an item without expectation',
      inlineItem({ prompt: 'x' }),
      'suites[0].items[0].calls: expected a list; found nothing',
    ],
    [
      'messages without a user',
      inlineItem({ messages: [], expect: 'none' }),
      'suites[0].items[0].messages: expected a message with role user; found []',
    ],
  ];

  it.each(cases)('names the field and what was expected: %s', (_what, table, message) => {
    expect(issuesOf(table).join('\n')).toContain(message);
  });

  it('comes with all the others', () => {
    expect(issuesOf(tableOf({ slots: 0, loadMs: -1, flaky: {} }))).toHaveLength(4);
  });

  it('is none in a good table', () => {
    expect(issuesOf(tableOf({}))).toEqual([]);
  });

  it('names the files that were looked for', () => {
    expect(() => loadTable({ table: 'moon' })).toThrow(
      /^Cannot use the scenario "moon":\n {2}No such file: .*tables.moon\.yaml$/,
    );
    expect(() => loadTable({ table: { suites: ['sun'], models: { m: {} } } })).toThrow(
      /^Cannot use the suite "sun":/,
    );
  });

  it('in a file of its own names file, line and column, and suites beside it are found', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ratchet-scenario-'));
    try {
      const table = join(folder, 'mine.yaml');
      await writeFile(join(folder, 'own.json'), JSON.stringify(SUITE));
      await writeFile(table, 'suites: [own.json]\nmodels: { m: { hardItems: [both] } }\n');
      expect(loadTable({ table }).key).toHaveLength(4);
      expect(loadTable({ table, seed: 5 })).toMatchObject({ name: 'mine', seed: 5 });
      await writeFile(table, 'models:\n  m: [\n');
      expect(() => loadTable({ table })).toThrow(/mine\.yaml:\n.*at line 3, column 1/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

function accuracyOf(suite: string): object {
  return tableOf({ accuracy: { [suite]: {} } });
}

function inlineItem(item: object): object {
  return { suites: [{ items: [item] }], models: { m: {} } };
}
