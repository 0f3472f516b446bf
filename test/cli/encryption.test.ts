import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { type StudyServer, startStudyServer } from '../support/study-server';
import { SCENARIO_SUITES } from '../support/worked-example';
import { type Call, fileIn, ratchet, startRatchet, temporaryFolder, until } from './ratchet';

const minutes = 60_000;
/** Stands in a prompt of the study, which its workflow carries. */
const CANARY = 'canary-prompt-7f3a';
const key = (id: string) => `${id} ${randomBytes(32).toString('base64')}\n`;

/** What the payloads of an archived history say. */
function payloadsIn(json: string): string {
  const encoded = json.matchAll(/"data":\s*"([^"]+)"/g);
  return [...encoded]
    .map(([, data = '']) => Buffer.from(data, 'base64').toString('utf8'))
    .join('\n');
}

describe('payloads of a study', () => {
  const folder = temporaryFolder();
  const database = join(folder, 'temporal.db');
  const right = fileIn(folder, 'right.keys', key('mine'));
  const wrong = fileIn(folder, 'wrong.keys', key('other'));
  const calls: Call[] = [];
  let server: StudyServer;
  let scenario: Scenario;

  beforeAll(async () => {
    server = await startStudyServer(['--db-filename', database]);
    scenario = await startScenario({ table: 'lfm' });
  }, 2 * minutes);

  afterAll(async () => {
    for (const { child } of calls) child.kill('SIGKILL');
    await scenario?.close();
    await server?.stop();
  });

  function settings(name: string, keys?: string): Record<string, string> {
    const model = { provider: 'scenario', baseUrl: `${scenario.url}/v1`, model: 'lfm' };
    return {
      TEMPORAL_ADDRESS: server.env.address,
      RATCHET_DATA: join(folder, name),
      RATCHET_MODELS: fileIn(folder, 'models.yaml', JSON.stringify({ models: { lfm: model } })),
      RATCHET_QUEUE_PREFIX: `${name}-`,
      ...(keys !== undefined && { RATCHET_CODEC_KEY_FILE: keys }),
    };
  }

  function studyFile(name: string, canary: string): string {
    return fileIn(
      folder,
      `${name}.json`,
      JSON.stringify({
        study: name,
        phases: { [name]: join(SCENARIO_SUITES, 'lfm-atomic.yaml') },
        baseline: { model: 'lfm' },
        factors: { prompt: ['default', 'secret'] },
        prompts: { secret: { system: `${canary}: answer with one call.` } },
        policy: { runs: 3, determinism: 'auto' },
        atCeiling: 'finish',
        watch: 'off',
      }),
    );
  }

  async function startWorker(variables: Record<string, string>): Promise<Call> {
    const worker = startRatchet(['worker'], variables);
    calls.push(worker);
    await worker.said('serves');
    return worker;
  }

  async function stop(worker: Call): Promise<void> {
    worker.child.kill('SIGTERM');
    await worker.ended();
  }

  /** Bytes of the server's database, what is not yet merged into it among them. */
  async function databaseHas(text: string): Promise<boolean> {
    const names = (await readdir(folder)).filter((name) => name.startsWith('temporal.db'));
    const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
    return files.some((bytes) => bytes.includes(text));
  }

  async function archived(name: string): Promise<string> {
    const histories = join(folder, name, 'studies', name, 'histories');
    const files = await readdir(histories, { recursive: true });
    const texts = files
      .filter((file) => file.endsWith('.json.gz'))
      .map(async (file) => gunzipSync(await readFile(join(histories, file))).toString('utf8'));
    return (await Promise.all(texts)).join('\n');
  }

  it(
    'stand in the server as they are, without a key file',
    async () => {
      const variables = settings('plain');
      const worker = await startWorker(variables);
      const study = studyFile('plain', `${CANARY}-plain`);
      expect((await ratchet(['start', study, '--wait'], variables)).code).toBe(0);
      expect(await databaseHas(`${CANARY}-plain`)).toBe(true);
      await stop(worker);
    },
    2 * minutes,
  );

  it(
    'are hidden from the server with one, and read as ever in archives and audits',
    async () => {
      const variables = settings('hidden', right);
      const worker = await startWorker(variables);
      const study = studyFile('hidden', `${CANARY}-hidden`);
      expect(await ratchet(['start', study, '--wait'], variables)).toMatchObject({ code: 0 });
      await until(async () => {
        const audit = await ratchet(['audit', 'verify'], variables);
        return audit.code === 0 && !audit.stdout.includes('not archived');
      });
      await stop(worker);
      expect(await databaseHas(`${CANARY}-hidden`)).toBe(false);
      const { events } = await server.env.client.workflow.getHandle('hidden').fetchHistory();
      expect(JSON.stringify(events)).toContain(Buffer.from('binary/encrypted').toString('base64'));
      expect(payloadsIn(await archived('hidden'))).toContain(`${CANARY}-hidden`);
      expect(await ratchet(['audit', 'replay'], variables)).toMatchObject({ code: 0 });
    },
    4 * minutes,
  );

  it.each([
    ['the wrong key', wrong],
    ['no key', undefined],
  ])(
    'are named when a worker has %s, and the study goes on with the right one',
    async (_, keys) => {
      const name = keys === undefined ? 'keyless' : 'mistaken';
      const variables = settings(name, right);
      const before = await startWorker(settings(name, keys));
      expect((await ratchet(['start', studyFile(name, CANARY)], variables)).code).toBe(0);
      const handle = server.env.client.workflow.getHandle(name);
      await until(async () => {
        const { events } = await handle.fetchHistory();
        const failed = events?.find(({ workflowTaskFailedEventAttributes: each }) => each);
        return JSON.stringify(failed ?? '').includes('Cannot read a payload');
      });
      expect((await handle.describe()).status.name).toBe('RUNNING');
      await stop(before);
      const after = await startWorker(variables);
      await until(async () => (await handle.describe()).status.name === 'COMPLETED');
      await stop(after);
    },
    4 * minutes,
  );
});
