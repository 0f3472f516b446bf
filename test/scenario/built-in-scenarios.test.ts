import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { scoreItem } from '../../src/outcomes/score-item';
import { parseSuite } from '../../src/suites/parse-suite';
import type { Message, Suite } from '../../src/suites/suite';
import { conversationAfter } from '../../src/variants/conversation';
import type { Decision, Question, RawAnswer, VariantTask } from '../../src/variants/variant';
import { VARIANTS } from '../../src/variants/variants';
import { type Completion, complete, post, withSchema } from './asking';

const SCENARIO = join(__dirname, '..', '..', 'scenario');

function suiteNamed(name: string): Suite {
  const parsed = parseSuite(parse(readFileSync(join(SCENARIO, 'suites', `${name}.yaml`), 'utf8')));
  if (parsed.ok) return parsed.value;
  throw new Error(JSON.stringify(parsed.issues));
}

interface Played {
  readonly scenario: Scenario;
  readonly model: string;
  readonly suite: Suite;
  readonly variant: string;
  readonly isolation: 0 | 1;
  readonly seed?: number;
}

/** One run, as the harness would make it: one letter per item. */
async function letters(played: Played): Promise<string> {
  let history: readonly Message[] = [];
  const found: string[] = [];
  for (const item of played.suite.items) {
    const { tools, examples } = played.suite;
    const task = { tools, examples, messages: item.messages, history, prompt: null };
    const { answers, decision } = await decided(played, task);
    found.push(scoreItem(item, decision, () => false));
    if (played.isolation === 0)
      history = [...history, ...conversationAfter(task, answers, decision)];
  }
  return found.join('');
}

async function decided(
  played: Played,
  task: VariantTask,
): Promise<{ readonly answers: readonly RawAnswer[]; readonly decision: Decision }> {
  const answers: RawAnswer[] = [];
  for (;;) {
    const step = VARIANTS[played.variant]?.next(task, answers);
    if (step === undefined) throw new Error(`No variant ${played.variant}`);
    if (step.kind === 'decide') return { answers, decision: step.decision };
    answers.push(await rawAnswer(played, step.question));
  }
}

async function rawAnswer(
  { scenario, model, seed }: Played,
  question: Question,
): Promise<RawAnswer> {
  const { messages, tools, answerSchema } = question;
  const body = {
    ...(answerSchema === undefined ? {} : withSchema('', answerSchema)),
    ...(tools === undefined
      ? {}
      : { tools: tools.map((tool) => ({ type: 'function', function: tool })) }),
    model,
    messages,
    temperature: 0,
    seed,
  };
  const read: Completion = JSON.parse(await (await complete(scenario, body)).text());
  const { content, tool_calls: toolCalls = [] } = read.choices[0].message;
  return {
    text: content ?? '',
    toolCalls: toolCalls.map(({ function: called }) => ({
      name: called.name,
      argumentsText: called.arguments,
    })),
    finishReason: toolCalls.length > 0 ? 'tool-calls' : 'stop',
  };
}

const NAMES = Object.keys(VARIANTS);
const EVERY = NAMES.flatMap((variant) => [
  { variant, isolation: 0 as const },
  { variant, isolation: 1 as const },
]);

describe('the scenario lfm', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ table: 'lfm' });
  });
  afterAll(() => scenario.close());

  it.each(EVERY)('plays lfm on lfm-atomic by $variant, i$isolation', async (how) => {
    const suite = suiteNamed('lfm-atomic');
    const expected = how.variant === 'atomic' ? 'PPPNPP' : 'PPNNPP';
    expect(await letters({ scenario, model: 'lfm', suite, ...how })).toBe(expected);
  });

  it.each(EVERY)('plays lfm on lfm-extended by $variant, i$isolation', async (how) => {
    const suite = suiteNamed('lfm-extended');
    expect(await letters({ scenario, model: 'lfm', suite, ...how })).toBe('NNNNPP');
  });

  it.each(EVERY)('plays claude-haiku on both by $variant, i$isolation', async (how) => {
    const model = 'claude-haiku';
    const atomic = suiteNamed('lfm-atomic');
    const extended = suiteNamed('lfm-extended');
    expect(await letters({ scenario, model, suite: atomic, ...how })).toBe('PPPAPP');
    expect(await letters({ scenario, model, suite: extended, ...how })).toBe('PPPAPP');
  });
});

describe('the other built-in scenarios', () => {
  const play = async (table: string, use: (scenario: Scenario) => Promise<void>): Promise<void> => {
    const scenario = await startScenario({ table });
    try {
      await use(scenario);
    } finally {
      await scenario.close();
    }
  };

  it('cold-start misses every call in the first two runs after loading and after unloading', async () => {
    await play('cold-start', async (scenario) => {
      const run = (): Promise<string> =>
        letters({
          scenario,
          model: 'cold',
          suite: suiteNamed('lfm-atomic'),
          variant: 'native_api',
          isolation: 0,
        });
      const runs = [await run(), await run(), await run(), await run()];
      expect(runs).toEqual(['NNNNPP', 'NNNNPP', 'PPPNPP', 'PPPNPP']);
      await post(scenario, '/v1/models/unload', { model: 'cold' });
      expect([await run(), await run(), await run()]).toEqual(['NNNNPP', 'NNNNPP', 'PPPNPP']);
    });
  });

  it('hopeless-fallback has no model that calls anything on lfm-extended', async () => {
    await play('hopeless-fallback', async (scenario) => {
      for (const model of ['lfm', 'claude-haiku']) {
        for (const variant of NAMES) {
          const suite = suiteNamed('lfm-extended');
          expect(await letters({ scenario, model, suite, variant, isolation: 1 })).toBe('NNNNPP');
        }
      }
    });
  });

  it('noisy gives other letters for other seeds, and the same for the same', async () => {
    await play('noisy', async (scenario) => {
      const run = (seed: number): Promise<string> =>
        letters({
          scenario,
          model: 'noisy',
          suite: suiteNamed('lfm-atomic'),
          variant: 'native_api',
          isolation: 1,
          seed,
        });
      const runs = [await run(1), await run(2), await run(3), await run(4), await run(1)];
      expect(runs[4]).toBe(runs[0]);
      expect(new Set(runs).size).toBeGreaterThan(1);
    });
  });

  it('garbled answers that it cuts off are malformed to every variant', async () => {
    const suite = suiteNamed('lfm-atomic');
    const items = { '*': { '*': { right: 'none', wrong: 'malformed' } } };
    const table = { suites: ['lfm-atomic', 'lfm-extended'], models: { m: { accuracy: items } } };
    const scenario = await startScenario({ table });
    try {
      for (const variant of NAMES) {
        const how = { scenario, model: 'm', variant, isolation: 1 } as const;
        expect([variant, await letters({ ...how, suite })]).toEqual([variant, 'MMMMMM']);
      }
    } finally {
      await scenario.close();
    }
  });
});

describe("the project's own suites", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['atomic', ['few_shot', 'atomic']],
    ['extended', ['few_shot', 'atomic']],
    ['atomic-quick', NAMES],
    ['extended-quick', NAMES],
  ];
  it.each(cases)(
    '%s is all right by every variant when the table has it so',
    async (name, variants) => {
      const file = join(SCENARIO, '..', 'suites', `${name}.yaml`);
      const parsed = parseSuite(parse(readFileSync(file, 'utf8')));
      const suite = parsed.ok ? parsed.value : undefined;
      if (suite === undefined) throw new Error(`Cannot read ${file}`);
      const scenario = await startScenario({ table: { models: { m: {} } }, suites: [name] });
      try {
        for (const variant of variants) {
          const run = await letters({ scenario, model: 'm', suite, variant, isolation: 1 });
          expect([variant, run]).toEqual([variant, 'P'.repeat(suite.items.length)]);
        }
      } finally {
        await scenario.close();
      }
    },
  );
});
