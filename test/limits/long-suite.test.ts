import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { startScenario, type Scenario } from '../../scenario/start-scenario';
import { MAX_CARRIED_BYTES } from '../../src/study/carried-state';
import { SUITE_LIMITS } from '../../src/suites/parse-suite-file';
import { chainOf } from '../support/chain';
import { payloadsOf } from '../support/payloads';
import {
  type Installation,
  scenarioModel,
  startInstallation,
  startStudy,
  startStudyServer,
  type StudyServer,
} from '../support/study-server';
import { evaluationsIn } from '../support/what-followed';

const minutes = 60_000;
const MAX_PAYLOAD = 131_072;

describe(`a suite of ${SUITE_LIMITS.items} items`, () => {
  let folder: string;
  let server: StudyServer;
  let scenario: Scenario;
  let installation: Installation;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ratchet-long-'));
    await writeFile(join(folder, 'long.json'), JSON.stringify(longSuite(SUITE_LIMITS.items)));
    server = await startStudyServer();
    scenario = await startScenario({
      table: {
        models: { lfm: { accuracy: { long: { '*': { right: SUITE_LIMITS.items - 1 } } } } },
      },
      suites: [join(folder, 'long.json')],
    });
    installation = await startInstallation(server, {
      queuePrefix: 'long-',
      models: { lfm: scenarioModel('lfm', scenario.url) },
    });
  }, 2 * minutes);

  afterAll(async () => {
    await installation?.stop();
    await scenario?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it(
    'is measured, decided about and handed on within the limits of payloads and of what is carried',
    async () => {
      const handle = await startStudy(server, installation, {
        study: 'long',
        phases: { long: join(folder, 'long.json') },
        // Each item by itself: in one conversation the thousandth would carry all those before it.
        baseline: { model: 'lfm', isolation: 1 },
        factors: { retries: [1, 2], timeoutSeconds: [60, 120] },
        policy: { runs: 3, candidatesPerCycle: 1 },
        atCeiling: 'finish',
        watch: 'off',
      });
      expect(await handle.result()).toMatchObject({ state: 'finished' });
      const { client } = server.env;
      const cycles = await chainOf(client, 'long');
      expect(cycles.length).toBeGreaterThan(1);
      const ids = evaluationsIn(
        cycles.flatMap(({ history }) => JSON.parse(history).events),
        'long',
      );
      const evaluations = await Promise.all(ids.map((id) => chainOf(client, `long/${id}`)));
      for (const { history } of [...cycles, ...evaluations.flat()]) {
        expect(payloadsOf(JSON.parse(history))[0]?.bytes).toBeLessThan(MAX_PAYLOAD);
      }
      for (const { history } of cycles) {
        const [started] = JSON.parse(history).events;
        const carried = started.workflowExecutionStartedEventAttributes.input.payloads[1];
        expect(Buffer.byteLength(carried?.data ?? '', 'base64')).toBeLessThan(MAX_CARRIED_BYTES);
        await Worker.runReplayHistory(
          { workflowBundle: server.bundle },
          JSON.parse(history),
          'long',
        );
      }
    },
    15 * minutes,
  );
});

/** Notes to write down, and as many remarks with which nothing is to be done. */
function longSuite(items: number) {
  return {
    name: 'long',
    tools: [
      {
        name: 'add_note',
        description: 'Write a short note into the notebook.',
        parameters: {
          type: 'object',
          properties: { text: { type: 'string', maxLength: 60 } },
          required: ['text'],
          additionalProperties: false,
        },
      },
    ],
    items: Array.from({ length: items }, (_, place) => {
      const text = `number ${1_000 + place}`;
      return place % 2 === 0
        ? {
            id: `note-${place}`,
            prompt: `Please write down: ${text}.`,
            expect: { calls: [{ tool: 'add_note', arguments: { text } }] },
          }
        : { id: `remark-${place}`, prompt: `I dreamt of ${text}.`, expect: 'none' };
    }),
  };
}
