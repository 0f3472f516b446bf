import { CARRIED_QUERY, type Carried, type OptimizationCycle } from '../src/contract';
import { type StudyHandle, statusOf } from '../test/support/study-server';
import { until } from '../test/support/until';

/** A way that a study may go, for `record-histories.ts`. */
export interface Case {
  readonly name: string;
  /** What the study asks for besides the worked example. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Of the server that it needs; left out: none. */
  readonly serverArgs?: readonly string[];
  /** From its start to its end. */
  readonly play: (handle: StudyHandle, becomeWorse: () => void) => Promise<void>;
}

export const CASES: readonly Case[] = [
  { name: 'worked-example', play: async (handle) => void (await handle.result()) },
  {
    name: 'held-until-the-third-look',
    more: { policy: { runs: 3 }, factors: { variant: ['native_api', 'atomic'] } },
    play: async (handle) => void (await handle.result()),
  },
  {
    name: 'screened',
    more: { policy: { strategy: 'screen', curtail: true }, budget: { cycles: 5 } },
    play: async (handle) => void (await handle.result()),
  },
  {
    name: 'paused-and-stopped',
    play: async (handle) => {
      await measuring(handle);
      await handle.signal('pause');
      await handle.signal('setBudget', { runs: 'many' });
      await handle.signal('resume');
      await handle.signal('stop');
      await handle.result();
    },
  },
  {
    name: 'cancelled-in-a-trial',
    play: async (handle) => {
      await until('a trial', async () => (await statusOf(handle)).doing.startsWith('tries'));
      await handle.cancel();
      await handle.result().catch(() => undefined);
    },
  },
  {
    name: 'rolled-back-after-a-rest',
    more: { atCeiling: 'rest' },
    play: async (handle, becomeWorse) => {
      await resting(handle, 2);
      await handle.signal('resume');
      await resting(handle, 3);
      becomeWorse();
      await handle.signal('resume');
      const { cycle, phases } = await resting(handle, 4);
      if (phases[0]?.watched?.verdict !== 'rolled-back') throw new Error('expected a roll-back');
      await handle.signal('resume');
      await resting(handle, cycle + 1);
      await handle.signal('stop');
      await handle.result();
    },
  },
  {
    name: 'with-plug-ins',
    more: {
      factors: { variant: ['native_api', 'variant', 'atomic'], retries: [1, 2], warmup: [0, 1] },
      plugins: {
        variants: ['examples/plugins/variant.ts'],
        generators: ['examples/plugins/generator.ts'],
        gates: ['examples/plugins/gate.ts'],
        diagnosis: ['examples/plugins/diagnosis.ts'],
      },
      budget: { cycles: 2 },
    },
    play: async (handle) => void (await handle.result()),
  },
  {
    name: 'steered-between-runs',
    play: async (handle) => {
      await measuring(handle);
      await handle.signal('addCandidate', { phase: 'atomic', patch: { isolation: 1 } });
      await handle.signal('setGenerators', ['variant', 'retries']);
      await handle.signal('reject', { phase: 'atomic', patch: { retries: 2 } });
      await handle.signal('setBudget', { runs: 60 });
      await handle.result();
    },
  },
  {
    name: 'woken-before-its-rest',
    more: { atCeiling: 'rest' },
    play: async (handle) => {
      await resting(handle, 2);
      const { input, state } = await handle.query<Carried, []>(CARRIED_QUERY);
      await handle.terminate('goes on by a start with a message');
      await handle.client.signalWithStart<OptimizationCycle, [unknown]>('optimizationCycle', {
        taskQueue: 'recorded-ratchet',
        workflowId: handle.workflowId,
        args: [input, state],
        signal: 'resume',
        signalArgs: [null],
      });
      const again = handle.client.getHandle<OptimizationCycle>(handle.workflowId);
      await resting(again, state.cycle + 1);
      await again.signal('stop');
      await again.result();
    },
  },
  {
    name: 'messages-in-a-long-rest',
    more: { phases: { atomic: 'scenario/suites/lfm-atomic.yaml' }, factors: {}, atCeiling: 'rest' },
    serverArgs: ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=150'],
    play: async (handle) => {
      const { cycle } = await resting(handle, 1);
      for (let number = 1; number <= 100; number += 1) {
        await handle.signal('setBudget', { runs: 1_000 + number });
      }
      await until('the budget of the last message', async () => {
        const { budget, doing } = await statusOf(handle);
        return budget.runs === 1_100 && doing.startsWith('rests');
      });
      await handle.signal('resume');
      await resting(handle, cycle + 1);
      await handle.signal('stop');
      await handle.result();
    },
  },
];

async function resting(handle: StudyHandle, cycle: number) {
  return until(`a rest in cycle ${cycle} or later`, async () => {
    const status = await statusOf(handle);
    return status.doing.startsWith('rests') && status.cycle >= cycle && status;
  });
}

async function measuring(handle: StudyHandle): Promise<void> {
  await until(
    'a candidate',
    async () => ((await statusOf(handle)).phases[0]?.table.length ?? 0) > 1,
  );
}
