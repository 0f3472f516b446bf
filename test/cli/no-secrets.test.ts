import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { chatCompletion } from '../models/support/answers';
import { type Behaviour, type StandIn, startStandIn } from '../models/support/stand-in';
import { type StudyServer, startStudyServer } from '../support/study-server';
import { SCENARIO_SUITES } from '../support/worked-example';
import { type Call, fileIn, ratchet, startRatchet, temporaryFolder } from './ratchet';

const minutes = 60_000;
/** One for each place where a secret may stand; long enough to be none by chance. */
const KEY = 'sk-c4n4ry-KEY-A1b2C3d4E5f6';
const LOST_KEY = 'sk-c4n4ry-LOST-Z9y8X7w6V5u4';
const METADATA = 'c4n4ry-METADATA-Q1w2E3r4';
const PASSWORD = 'c4n4ry-PASSWORD-T5y6U7i8';
const CANARIES = [KEY, LOST_KEY, METADATA, PASSWORD];

/** Says the key that it was sent in every way: in answers, once in one that cannot be read and once in an error, in headers. */
function echoing(): Behaviour {
  let asked = 0;
  return (response, { headers: { authorization = 'nothing' }, path }) => {
    asked += 1;
    const say = (status: number, body: unknown): void => {
      const type = { 'content-type': 'application/json', 'x-you-sent': authorization };
      response.writeHead(status, type).end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (path.endsWith('/models')) return say(200, { data: [{ id: 'tiny', owner: authorization }] });
    if (asked === 3) return say(500, { error: { message: `bad ${authorization}` } });
    if (asked === 5) return say(200, `<html>${authorization}</html>`);
    return say(200, chatCompletion(`{"tool": "${authorization}"}`));
  };
}

describe('secrets', () => {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  let server: StudyServer;
  let endpoint: StandIn;
  let worker: Call;
  let variables: Record<string, string>;
  const told: string[] = [];

  /** Runs a verb and keeps all that it says. */
  async function say(...words: readonly string[]): Promise<number> {
    const { code, stdout, stderr } = await ratchet(words, variables);
    told.push(`$ ratchet ${words.join(' ')}\n${stdout}\n${stderr}`);
    return code ?? -1;
  }

  beforeAll(async () => {
    server = await startStudyServer();
    endpoint = await startStandIn(echoing());
    const models = {
      lfm: {
        provider: 'openai-compatible',
        baseUrl: endpoint.url,
        model: 'tiny',
        apiKeyEnv: 'A_KEY',
      },
    };
    variables = {
      TEMPORAL_ADDRESS: server.env.address,
      TEMPORAL_GRPC_META_X_CANARY: METADATA,
      RATCHET_DATA: dataDir,
      RATCHET_MODELS: fileIn(folder, 'models.yaml', JSON.stringify({ models })),
      RATCHET_QUEUE_PREFIX: 'secrets-',
      RATCHET_DEBUG: '1',
      A_KEY: KEY,
      ANOTHER_KEY: LOST_KEY,
    };
    worker = startRatchet(['worker'], variables);
    await worker.said('serves');
  }, 2 * minutes);

  afterAll(async () => {
    worker?.child.kill('SIGKILL');
    await endpoint?.close();
    await server?.stop();
  });

  it(
    'are sent to the endpoint through a whole study and every verb that tells of it',
    async () => {
      const study = {
        study: 'secrets',
        phases: { secrets: join(SCENARIO_SUITES, 'lfm-atomic.yaml') },
        baseline: { model: 'lfm', retries: 0 },
        factors: { retries: [0, 1] },
        policy: { runs: 1, minSamples: 1, verifyRuns: 1 },
        budget: { cycles: 2 },
        atCeiling: 'finish',
        watch: 'off',
      };
      const file = fileIn(folder, 'study.json', JSON.stringify(study));
      expect([0, 5]).toContain(await say('start', file, '--wait'));
      for (const verb of [
        ['status'],
        ['status', 'secrets', '--json'],
        ['watch', 'secrets', '--json'],
        ['report', 'secrets'],
        ['report', 'secrets', '--format', 'markdown'],
        ['doctor', '--generate'],
        ['doctor', '--json'],
        ['validate', file, variables['RATCHET_MODELS'] ?? ''],
        ['audit', 'verify', 'secrets', '--no-replay', '--json'],
        ['export', 'routing', '--to', 'env'],
        ['export', 'routing', '--to', 'litellm'],
        ['check', '--runs', '1'],
      ]) {
        await say(...verb);
      }
      const sent = endpoint.requests.map(({ headers }) => headers.authorization);
      expect(sent).toContain(`Bearer ${KEY}`);
      expect(told.join('\n')).toContain('secrets');
    },
    4 * minutes,
  );

  it('are not repeated by verbs that cannot use them', async () => {
    for (const wrong of [
      { TEMPORAL_ADDRESS: `user:${PASSWORD}@127.0.0.1:7233` },
      { RATCHET_STORE: `postgres://user:${PASSWORD}@127.0.0.1:1/none` },
      { RATCHET_STORE: `postgres://user:${PASSWORD}` },
      { RATCHET_CODEC_KEY_FILE: fileIn(folder, 'one-word.keys', `${PASSWORD}\n`) },
      { RATCHET_MODELS: fileIn(folder, 'mistake.yaml', `models:\n  lfm: { provider: ${KEY} }\n`) },
    ]) {
      const { code, stdout, stderr } = await ratchet(['doctor'], { ...variables, ...wrong });
      expect(code).not.toBe(0);
      told.push(stdout, stderr);
    }
  }, 120_000);

  it('are in no history, file, log or answer of a verb', async () => {
    worker.child.kill('SIGTERM');
    const { stdout, stderr } = await worker.ended();
    const places = [
      ['what the verbs said', Buffer.from(told.join('\n'))] as const,
      ['what the worker said', Buffer.from(stdout + stderr)] as const,
      ...(await histories()),
      ...(await files()),
    ];
    expect(places.length).toBeGreaterThan(20);
    const found = places.flatMap(([place, bytes]) =>
      CANARIES.filter((canary) => bytes.includes(canary)).map((canary) => `${canary} in ${place}`),
    );
    expect(found).toEqual([]);
    // The search finds what is there.
    expect(places.filter(([, bytes]) => bytes.includes('[key]'))).not.toEqual([]);
  }, 120_000);

  async function histories(): Promise<readonly (readonly [string, Buffer])[]> {
    const { client } = server.env;
    const found = [];
    for await (const { workflowId, runId } of client.workflow.list()) {
      const handle = client.workflow.getHandle(workflowId, runId);
      const text = JSON.stringify(await handle.fetchHistory(), (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
      );
      found.push([`history of ${workflowId}`, Buffer.from(text)] as const);
    }
    return found;
  }

  async function files(): Promise<readonly (readonly [string, Buffer])[]> {
    const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
    return Promise.all(
      names.map(async (name) => {
        const bytes = await readFile(name);
        return [name, name.endsWith('.gz') ? gunzipSync(bytes) : bytes] as const;
      }),
    );
  }
});
