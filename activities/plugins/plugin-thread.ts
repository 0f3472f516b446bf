import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Json } from '../../src/json';
import type { PluginFile } from './plugin-file';

/** A first call reads and compiles the file. */
const START_LIMIT_MS = 30_000;
const HEAP_MB = 256;

/** Runs in the thread: loads the file once, says what it exports, then answers one call after another. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const told = (error) => (error instanceof Error ? error.message : String(error));
const places = (module) => [module, module.default, module.default?.default].filter(Boolean);
const named = (module, name) =>
  places(module).map((place) => place[name]).find((found) => typeof found === 'function');
const names = (module) => [...new Set(places(module).flatMap(Object.keys))].filter((name) => named(module, name));
const json = (value) => JSON.parse(JSON.stringify(value) ?? 'null');
const plain = (value) => value?.content instanceof Uint8Array
  ? { ...json({ ...value, content: null }), content: new Uint8Array(value.content) }
  : json(value);
const loaded = import(workerData.loader).then(({ tsImport }) => tsImport(workerData.file, workerData.file));
loaded.then(
  (module) => parentPort.postMessage({ value: names(module) }),
  (error) => parentPort.postMessage({ error: 'cannot be loaded: ' + told(error) }),
);
parentPort.on('message', async ({ name, input }) => {
  try {
    const exported = named(await loaded, name);
    if (typeof exported !== 'function') throw new TypeError('it exports no function called ' + name);
    const value = await exported(input);
    parentPort.postMessage({ value: plain(value) });
  } catch (error) {
    parentPort.postMessage({ error: told(error) });
  }
});
`;

/** JSON but for its `content`, which is bytes: so are answers with one. */
export type WithContent = Readonly<Record<string, Json | Uint8Array>>;

/** One call of a function that the file exports. */
export interface ThreadCall {
  readonly name: string;
  readonly input: Json | WithContent;
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** A thread with one plug-in in it, which answers one call at a time. */
export interface PluginThread {
  /** Names of the functions that the file exports. */
  readonly exported: Promise<readonly string[]>;
  /** Rejects with the words of the plug-in, or what became of its thread. */
  answer(call: ThreadCall): Promise<unknown>;
  /** Did it end by itself, perhaps between two calls? */
  hasEnded(): boolean;
  end(): Promise<unknown>;
}

/** Starts a thread; it keeps the process alive no longer than somebody waits for it. */
export function startThread({ file }: PluginFile): PluginThread {
  const loader = pathToFileURL(
    join(dirname(require.resolve('tsx/package.json')), 'dist', 'esm', 'api', 'index.mjs'),
  ).href;
  const worker = new Worker(THREAD, {
    eval: true,
    execArgv: [],
    env: process.env,
    workerData: { loader, file: pathToFileURL(file).href },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  worker.unref();
  let ended: Error | null = null;
  // Between calls as well: an error that nobody listens for would end this process.
  worker.on('error', (error) => (ended = error)).on('exit', (code) => (ended ??= endedWith(code)));
  const exported = nextMessage(worker, { limitMs: START_LIMIT_MS }).then(namesIn);
  exported.catch(() => undefined);
  return {
    exported,
    hasEnded: () => ended !== null,
    answer: async ({ name, input, ...limits }) => {
      await exported;
      if (ended) throw ended;
      const answer = nextMessage(worker, limits);
      worker.postMessage({ name, input });
      return answer;
    },
    end: () => worker.terminate(),
  };
}

function endedWith(code: number): Error {
  return new Error(`it ended its thread with code ${code}`);
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

type Limits = Pick<ThreadCall, 'limitMs' | 'signal'>;

async function nextMessage(worker: Worker, { limitMs, signal }: Limits): Promise<unknown> {
  signal?.throwIfAborted();
  worker.ref();
  const over = new AbortController();
  const once = { signal: over.signal };
  try {
    return await new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`no answer within ${limitMs / 1000} s`)),
        limitMs,
      );
      over.signal.addEventListener('abort', () => clearTimeout(late));
      signal?.addEventListener('abort', () => reject(signal.reason), once);
      const onMessage = (told: { error?: string; value?: unknown }): void =>
        told.error === undefined ? resolve(told.value) : reject(new Error(told.error));
      const onExit = (code: number): void => reject(endedWith(code));
      worker.once('message', onMessage).once('error', reject).once('exit', onExit);
      over.signal.addEventListener('abort', () => {
        worker.off('message', onMessage).off('error', reject).off('exit', onExit);
      });
    });
  } finally {
    over.abort();
    worker.unref();
  }
}
