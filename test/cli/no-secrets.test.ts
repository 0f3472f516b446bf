import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { chatCompletion } from '../models/support/answers';
import { type Behaviour, type StandIn, startStandIn } from '../models/support/stand-in';
import { type StudyServer, startStudyServer } from '../support/study-server';
import { startTraceCollector, type TraceCollector } from '../support/trace-collector';
import { SCENARIO_SUITES } from '../support/worked-example';
import { type Call, fileIn, ratchet, startRatchet, temporaryFolder } from './ratchet';

const minutes = 60_000;
/** One for each place where a secret may stand; long enough to be none by chance. */
const KEY = 'sk-c4n4ry-KEY/A1b2+C3d4/E5f6=';
const LOST_KEY = 'sk-c4n4ry-LOST-Z9y8X7w6V5u4';
const METADATA = 'c4n4ry-METADATA-Q1w2E3r4';
const PASSWORD = 'c4n4ry-PASSWORD-T5y6U7i8';
const TEMPORAL_KEY = 'c4n4ry-TEMPORAL/G9h8+I7j6=';
const COLLECTOR_KEY = 'c4n4ry-COLLECTOR-K5l4M3n2';
const TLS_KEY = 'c4n4ryTLSMIGHAgEAMBMGByqGSM49AgEGCCqG';
const CANARIES = [
  ...[KEY, LOST_KEY, METADATA, PASSWORD],
  ...[TEMPORAL_KEY, COLLECTOR_KEY, TLS_KEY],
];

/** The ways in which a text may stand in another: as it is, in a URL, in JSON of PHP, in base64 at any place. */
function waysToWrite(canary: string): readonly string[] {
  const inBase64 = ['', 'x', 'xx'].map((before) => {
    const encoded = Buffer.from(before + canary).toString('base64');
    return encoded.slice(before === '' ? 0 : 4, -4);
  });
  const inUrl = encodeURIComponent(canary);
  return [canary, inUrl, inUrl.toLowerCase(), canary.replaceAll('/', '\\/'), ...inBase64];
}

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
    if (asked === 3) return say(500, { error: { message: `bad ${inAllWays(authorization)}` } });
    if (asked === 5) return say(200, `<html>${authorization}</html>`);
    return say(200, chatCompletion(`{"tool": "${inAllWays(authorization)}"}`));
  };
}

function inAllWays(text: string): string {
  return [
    text,
    encodeURIComponent(text),
    encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase()),
    Buffer.from(text).toString('base64'),
  ].join(' ');
}

/** Every text in a message of the server; the bytes of payloads as the texts that they are. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}

describe('secrets', () => {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  const exported = join(folder, 'exported');
  let server: StudyServer;
  let endpoint: StandIn;
  let collector: TraceCollector;
  let worker: Call;
  let variables: Record<string, string>;
  const told: string[] = [];

  /** Runs a verb and keeps all that it says. */
  async function say(...words: readonly string[]): Promise<number> {
    const { code, stdout, stderr } = await ratchet(words, variables);
    told.push(`$ ratchet ${words.join(' ')}\n${stdout}\n${stderr}`);
    return code ?? -1;
  }

  /** Two at once: most of a verb's time is its start. */
  async function sayInTwoLines(verbs: readonly (readonly string[])[]): Promise<void> {
    const left = [...verbs];
    const line = async (): Promise<void> => {
      for (let verb = left.shift(); verb !== undefined; verb = left.shift()) await say(...verb);
    };
    await Promise.all([line(), line()]);
  }

  beforeAll(async () => {
    server = await startStudyServer();
    endpoint = await startStandIn(echoing());
    collector = await startTraceCollector();
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
      TEMPORAL_API_KEY: TEMPORAL_KEY,
      TEMPORAL_TLS: 'false',
      RATCHET_DATA: dataDir,
      RATCHET_MODELS: fileIn(folder, 'models.yaml', JSON.stringify({ models })),
      RATCHET_QUEUE_PREFIX: 'secrets-',
      RATCHET_DEBUG: '1',
      RATCHET_LOG: 'json',
      RATCHET_LOG_LEVEL: 'debug',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer ${COLLECTOR_KEY}`,
      A_KEY: KEY,
      ANOTHER_KEY: LOST_KEY,
    };
    worker = startRatchet(['worker'], variables);
    await worker.said('serves');
  }, 2 * minutes);

  afterAll(async () => {
    worker?.child.kill('SIGKILL');
    await endpoint?.close();
    await collector?.close();
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
      const reading = [
        ['status'],
        ['status', 'secrets', '--json'],
        ['watch', 'secrets', '--json'],
        ['report', 'secrets', '--format', 'junit'],
        ['report', 'secrets', '--format', 'markdown'],
        ['validate', file, variables['RATCHET_MODELS'] ?? ''],
        ['audit', 'verify', 'secrets', '--no-replay', '--json'],
        ['export', 'routing', '--to', 'env'],
        ['export', 'routing', '--to', 'litellm'],
        ...['csv', 'inspect', 'otel'].map((to) => [
          ...['export', 'runs', 'secrets', '--to', to],
          ...['--output', join(exported, to)],
        ]),
        ['export', 'study', 'secrets', '--output', join(exported, 'study')],
        ['export', 'store', '--into', join(exported, 'store')],
      ];
      await mkdir(exported);
      await sayInTwoLines(reading);
      for (const verb of [
        ['report', 'secrets'],
        ['doctor', '--generate'],
        ['doctor', '--json'],
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
    const pem = `-----BEGIN PRIVATE KEY-----\n${TLS_KEY}\n-----END PRIVATE KEY-----\n`;
    for (const wrong of [
      {
        TEMPORAL_TLS: 'true',
        TEMPORAL_TLS_CLIENT_CERT_DATA: pem,
        TEMPORAL_TLS_CLIENT_KEY_PATH: fileIn(folder, 'client.key', pem),
      },
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
      ['what the collector got', Buffer.from(collector.bodies.join('\n'))] as const,
      ...(await histories()),
      ...(await files(dataDir)),
      ...(await files(exported)),
    ];
    expect(places.length).toBeGreaterThan(20);
    const found = places.flatMap(([place, bytes]) =>
      CANARIES.flatMap(waysToWrite)
        .filter((written) => bytes.includes(written))
        .map((written) => `${written} in ${place}`),
    );
    expect(found).toEqual([]);
    // The search finds what is there, in each kind of place.
    const placesWith = (text: string) =>
      places.filter(([, bytes]) => bytes.includes(text)).map(([place]) => place);
    expect(placesWith('[key]')).toContainEqual(expect.stringMatching(/transcript|runs/));
    const nothing = [exported, 'history of', 'the worker', 'the verbs', 'the collector'].filter(
      (kind) =>
        !placesWith('evaluateSpec')
          .concat(placesWith('lfm/secrets'))
          .some((place) => place.includes(kind)),
    );
    expect(nothing).toEqual([]);
  }, 120_000);

  async function histories(): Promise<readonly (readonly [string, Buffer])[]> {
    const { client } = server.env;
    const found = [];
    for await (const { workflowId, runId, raw } of client.workflow.list()) {
      const handle = client.workflow.getHandle(workflowId, runId);
      // Memo and search attributes are in `raw`.
      const told = [raw, await handle.fetchHistory()];
      found.push([`history of ${workflowId}`, Buffer.from(textsIn(told).join('\n'))] as const);
    }
    return found;
  }

  async function files(under: string): Promise<readonly (readonly [string, Buffer])[]> {
    const entries = await readdir(under, { recursive: true, withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
    return Promise.all(
      names.map(async (name) => {
        const bytes = await readFile(name);
        return [name, name.endsWith('.gz') ? gunzipSync(bytes) : bytes] as const;
      }),
    );
  }
});
