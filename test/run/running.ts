import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createModelClient } from '../../activities/models/create-model-client';
import type { ModelEntry } from '../../activities/ports';
import { createMeasureRun } from '../../activities/run/measure-run';
import { folderMedium } from '../../activities/store/folder-medium';
import { loadSuite } from '../../activities/suites/load-suite';
import type { RunRequest, RunResult } from '../../src/runs/run';
import type { Spec } from '../../src/spec/spec';
import { chatCompletion, toolCompletion } from '../models/support/answers';
import { ENV, entryAt } from '../models/support/clients';
import { answers, type Behaviour, type Seen, startStandIn } from '../models/support/stand-in';
import { anItem, aSuiteFile } from '../suites/a-suite-file';
import { aSpec } from '../support/evaluation-summary';

/** Two items that ask for a call, one that asks for none. */
const SUITE = aSuiteFile({
  items: [
    anItem('rain', { calls: [{ tool: 'get_weather', arguments: { city: 'Lisbon' } }] }),
    anItem('timer', { calls: [{ tool: 'set_timer', arguments: { minutes: 5 } }] }),
    anItem('thanks', 'none'),
  ],
});

/** What the model does with one chat request. */
export type Reply = (chat: { readonly item: string; readonly call: number }) => Behaviour;

/** Answers every item as it should be. */
export const right: Reply = ({ item }) => {
  if (item === 'rain') return answers(200, toolCompletion('get_weather', '{"city":"Lisbon"}'));
  if (item === 'timer') return answers(200, toolCompletion('set_timer', '{"minutes":5}'));
  return answers(200, chatCompletion('You are welcome'));
};

/** Leaves the request without an answer, until the client or the test hangs up. */
export const hang: Behaviour = () => undefined;
export const cut: Behaviour = (response) => void response.destroy();

/** One thing at the calls given, counted from 1; all else is right. */
export function at(calls: readonly number[], behaviour: Behaviour): Reply {
  return (chat) => (calls.includes(chat.call) ? behaviour : right(chat));
}

export interface Bench {
  readonly dataDir: string;
  /** Chat requests so far, in order. */
  readonly chats: () => readonly Seen[];
  /** All requests so far: `POST /v1/models/unload`. */
  readonly paths: () => readonly string[];
  readonly run: (changes?: RunChanges, env?: MockActivityEnvironment) => Promise<RunResult>;
}

/** What an activity runs in; failures that a test asks for are not logged. */
export function anEnvironment(attempt = 1): MockActivityEnvironment {
  return new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR') });
}

type RunChanges = Partial<Omit<RunRequest, 'spec'>> & { readonly spec?: Partial<Spec> };

interface RunsWanted {
  readonly reply: Reply;
  readonly entry?: Partial<ModelEntry>;
  /** As its owner wrote it. */
  readonly suite?: object;
  /** Beside the suite: text by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Makes runs against a real server on loopback that replies as told, with one attempt per item unless told. */
export async function withRuns(
  { reply, entry = {}, suite = SUITE, files = {} }: RunsWanted,
  use: (bench: Bench) => Promise<void>,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ratchet-run-'));
  const source = join(dataDir, 'suite.json');
  await writeFile(source, JSON.stringify(suite));
  for (const [name, text] of Object.entries(files)) await writeFile(join(dataDir, name), text);
  let call = 0;
  const server = await startStandIn((response, seen) => {
    if (!isChat(seen))
      return answers(seen.path.endsWith('/unload') ? 200 : 404, {})(response, seen);
    call += 1;
    reply({ item: itemOf(seen), call })(response, seen);
  });
  const measureRun = createMeasureRun({
    medium: folderMedium(dataDir),
    models: { lfm: entryAt(server.url, entry) },
    clientOf: (model) => createModelClient(model, { env: ENV }),
    identity: 'worker-1',
  });
  const { sha256 } = await loadSuite(source);
  try {
    await use({
      dataDir,
      chats: () => server.requests.filter(isChat),
      paths: () => server.requests.map(({ method, path }) => `${method} ${path}`),
      run: ({ spec, ...changes } = {}, env = anEnvironment()) =>
        env.run(measureRun, {
          ...requestOf(aSpec({ retries: 0, timeoutSeconds: 30, ...spec })),
          suite: { source, sha256 },
          ...changes,
        }),
    });
  } finally {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function requestOf(spec: Spec): Omit<RunRequest, 'suite'> {
  return {
    study: 's',
    cycle: 1,
    evaluation: 's/c1/atomic/e0-baseline',
    run: 1,
    spec,
    items: 'steering',
    prompt: null,
    params: {},
    prepare: 'none',
    seed: 7,
  };
}

function isChat({ path }: Seen): boolean {
  return path === '/v1/chat/completions';
}

/** The user's last words name the item. */
function itemOf(seen: Seen): string {
  return userTexts(seen).at(-1)?.split(' ').at(-1) ?? '';
}

/** What the user said in a request, one entry per message. */
export function userTexts({ body }: Seen): readonly string[] {
  const messages: unknown = body['messages'];
  if (!Array.isArray(messages)) return [];
  return messages.filter(({ role }) => role === 'user').map(({ content }) => textOf(content));
}

function textOf(content: unknown): string {
  return typeof content === 'string' ? content : JSON.stringify(content);
}

/** The lines of a run's transcript, and the text that they stand in. */
export async function transcriptOf(
  { dataDir }: Bench,
  { transcript }: RunResult,
): Promise<{ readonly text: string; readonly lines: readonly Record<string, unknown>[] }> {
  const text = gunzipSync(
    await readFile(join(dataDir, 'studies', 's', transcript.file)),
  ).toString();
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));
  return { text, lines };
}
