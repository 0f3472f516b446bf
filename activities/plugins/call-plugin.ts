import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { RatchetError } from '../../src/errors';
import type { Json } from '../../src/json';
import type { PluginFile } from './plugin-file';

/** What is asked of a plug-in, and how long it may take, its start apart. */
export interface PluginCall {
  /** What the file exports, by itself or as a field of its default export. */
  readonly name: string;
  readonly input: Json;
  readonly limitMs: number;
}

/** A first call reads and compiles the file. */
const START_LIMIT_MS = 30_000;
const HEAP_MB = 256;

/** Runs in the thread: loads the file once, then answers one call after another. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const told = (error) => (error instanceof Error ? error.message : String(error));
const loaded = import(workerData.loader).then(({ tsImport }) => tsImport(workerData.file, workerData.file));
loaded.then(() => parentPort.postMessage({ ready: true }), (error) => parentPort.postMessage({ error: 'cannot be loaded: ' + told(error) }));
parentPort.on('message', async ({ name, input }) => {
  try {
    const module = await loaded;
    const places = [module, module.default, module.default?.default];
    const exported = places.map((place) => place?.[name]).find((found) => typeof found === 'function');
    if (typeof exported !== 'function') throw new TypeError('it exports no function called ' + name);
    const value = await exported(input);
    parentPort.postMessage({ value: JSON.parse(JSON.stringify(value) ?? 'null') });
  } catch (error) {
    parentPort.postMessage({ error: told(error) });
  }
});
`;

interface Thread {
  readonly worker: Worker;
  readonly ready: Promise<void>;
  /** Ends of the calls before: a thread answers one at a time. */
  queue: Promise<unknown>;
}

const threads = new Map<string, Thread>();

/**
 * Calls a function of a plug-in in a thread of its own: one that throws, hangs, ends the thread or fills its memory
 * takes nothing else with it. It is not a sandbox: the file has the rights of this process.
 *
 * @returns what it answered, as JSON; nothing is null
 * @throws {RatchetError} `PLUGIN_FAILED`, naming the file
 */
export function callPlugin(plugin: PluginFile, call: PluginCall): Promise<unknown> {
  const key = `${plugin.file}#${plugin.sha256}`;
  const thread = threads.get(key) ?? start(plugin);
  threads.set(key, thread);
  const answer = thread.queue.then(() => answerOf(thread, call));
  const told = answer.catch(async (error: unknown) => {
    if (threads.get(key) === thread) threads.delete(key);
    await thread.worker.terminate();
    const why = error instanceof Error ? error.message : String(error);
    throw new RatchetError('PLUGIN_FAILED', `Cannot use the plug-in ${plugin.file}: ${why}`);
  });
  thread.queue = told.catch(() => undefined);
  return told;
}

function start({ file }: PluginFile): Thread {
  const loader = pathToFileURL(
    join(dirname(require.resolve('tsx/package.json')), 'dist', 'esm', 'api', 'index.mjs'),
  ).href;
  const worker = new Worker(THREAD, {
    eval: true,
    execArgv: [],
    workerData: { loader, file: pathToFileURL(file).href },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  worker.unref();
  const ready = nextMessage(worker, START_LIMIT_MS).then(() => undefined);
  ready.catch(() => undefined);
  return { worker, ready, queue: Promise.resolve() };
}

async function answerOf({ worker, ready }: Thread, call: PluginCall): Promise<unknown> {
  await ready;
  const answer = nextMessage(worker, call.limitMs);
  worker.postMessage({ name: call.name, input: call.input });
  return answer;
}

/** The next thing that the thread says; it is kept alive no longer than somebody waits for it. */
async function nextMessage(worker: Worker, limitMs: number): Promise<unknown> {
  worker.ref();
  const over = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`no answer within ${limitMs / 1000} s`)),
        limitMs,
      );
      over.signal.addEventListener('abort', () => clearTimeout(late));
      const onMessage = (told: { error?: string; value?: unknown }): void =>
        told.error === undefined ? resolve(told.value) : reject(new Error(told.error));
      const onExit = (code: number): void =>
        reject(new Error(`it ended its thread with code ${code}`));
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
