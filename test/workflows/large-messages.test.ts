import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_CARRIED_BYTES } from '../../src/study/carried-state';
import { chainOf } from '../support/chain';
import { payloadsOf } from '../support/payloads';
import { scenarioInstallation } from '../support/scenario-installation';
import { startStudy, statusOf } from '../support/study-server';
import { until } from '../support/until';
import { smallStudy, steadyTable } from '../support/worked-example';

const minutes = 60_000;
const BUDGET = 131_072;

describe('messages that are large, broken or many', () => {
  const here = scenarioInstallation({ table: steadyTable(5), queuePrefix: 'large-' });

  const start = (name: string, more: object) =>
    startStudy(here.server, here.installation, smallStudy(name, more));

  const paused = (name: string) =>
    until('a paused study', async () => {
      const { state } = await statusOf(here.server.env.client.workflow.getHandle(name));
      return state === 'paused';
    });

  /** As another client may: the SDK's own cannot write so many levels. */
  const sendRaw = (study: string, signalName: string, json: string) =>
    here.server.env.client.workflowService.signalWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: study },
      signalName,
      input: {
        payloads: [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(json) }],
      },
    });

  it(
    'are refused where they were made to harm: nothing changes, and the status says why in a few words',
    async () => {
      const handle = await start('bombed', {});
      await handle.signal('pause');
      await paused('bombed');
      const before = await statusOf(handle);
      const hostile: Readonly<Record<string, unknown>> = {
        megabyte: { phase: 'bombed', patch: { retries: 2 }, why: 'x'.repeat(1_048_576) },
        names: Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`n${n}`, n])),
        path: { phase: '../../bombed', patch: { prompt: '../../etc/passwd' } },
        control: { phase: 'bombed', patch: { model: 'lfm\u0000\u001b[2J' } },
        prototype: JSON.parse('{"phase":"bombed","patch":{"__proto__":{"retries":2}}}'),
        constructor: { phase: 'constructor', patch: { retries: 2 } },
      };
      for (const payload of Object.values(hostile)) await handle.signal('addCandidate', payload);
      await sendRaw('bombed', 'addCandidate', `{"phase":"bombed","patch":${nested(5_000)}}`);
      await handle.signal('setGenerators', Array(50_000).fill('variant'));
      const after = await until('all notes', async () => {
        const seen = await statusOf(handle);
        return seen.controls.at(-1)?.name === 'setGenerators' && seen;
      });
      const refused = after.controls.slice(-(Object.keys(hostile).length + 2));
      for (const { applied, note } of refused) {
        expect({ applied, note }).toMatchObject({ applied: false });
        expect(note.length).toBeLessThanOrEqual(500);
        expect(note).not.toMatch(/\p{Cc}(?<!\n)/u);
      }
      expect(after).toMatchObject({ generators: before.generators, added: [] });

      await expect(
        handle.executeUpdate('addCandidate', { args: [JSON.parse(nested(100))] }),
      ).rejects.toMatchObject({ cause: { message: expect.stringContaining('levels') } });
      await handle.signal('resume');
      expect(await handle.result()).toMatchObject({ state: 'finished' });
    },
    3 * minutes,
  );

  it(
    'are applied once each, 500 of them over many cycles, and none makes a history or a write large',
    async () => {
      const handle = await start('stormed', {
        factors: { retries: [1, 2, 3, 4, 5, 6, 7, 8] },
        policy: { runs: 1, minSamples: 1, candidatesPerCycle: 1 },
      });
      await until(
        'a first measurement',
        async () => (await statusOf(handle)).phases[0]?.table.length,
      );
      const storm = here.server.env.client.workflow.getHandle('stormed');
      const send = async (first: number, last: number): Promise<void> => {
        for (let number = first; number < last; number += 10) {
          await Promise.all(
            Array.from({ length: 10 }, (_, place) =>
              storm.signal('addCandidate', {
                phase: 'stormed',
                // Nobody knows it: a long note each, and no more work.
                patch: { prompt: `number-${number + place}-${'x'.repeat(40)}` },
                why: 'y'.repeat(400),
              }),
            ),
          );
        }
      };
      // While cycles go by, and then while nobody writes anything down.
      await send(0, 250);
      await until('another cycle', async () => (await statusOf(storm)).cycle > 1);
      await storm.signal('pause');
      await paused('stormed');
      await send(250, 500);
      await storm.signal('resume');
      const report = await handle.result();
      expect(report).toMatchObject({ state: 'finished' });
      expect(report.cycles).toBeGreaterThan(3);

      const log = join(here.installation.dataDir, 'studies/stormed/routing_decisions.log');
      const numbers = (await readFile(log, 'utf8'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
        .filter(({ type, control }) => type === 'control' && control.name === 'addCandidate')
        .map(({ control }) => Number(/number-(\d+)-/.exec(control.note)?.[1]));
      expect(numbers.toSorted((a: number, b: number) => a - b)).toEqual(
        Array.from({ length: 500 }, (_, number) => number),
      );
      for (const { history } of await chainOf(here.server.env.client, 'stormed')) {
        expect(payloadsOf(JSON.parse(history))[0]?.bytes).toBeLessThan(BUDGET);
        const [started] = JSON.parse(history).events;
        const carried = started.workflowExecutionStartedEventAttributes.input.payloads[1];
        expect(Buffer.byteLength(carried?.data ?? '', 'base64')).toBeLessThan(MAX_CARRIED_BYTES);
      }
    },
    4 * minutes,
  );
});

function nested(levels: number): string {
  return `${'{"retries":'.repeat(levels)}1${'}'.repeat(levels)}`;
}
