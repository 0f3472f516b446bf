import { RatchetError } from '../../src/errors';
import { type PluginFile, pluginFile } from './plugin-file';
import { type PluginThread, startThread, type ThreadCall } from './plugin-thread';

/** What is asked of a plug-in, and how long it may take, its start apart. */
export type PluginCall = ThreadCall;

/** Threads that answered and wait for the next call, by file and hash. */
const idle = new Map<string, PluginThread[]>();
const MOST_IDLE = 4;

/**
 * Calls a function of a plug-in in a thread of its own: one that throws, hangs, ends the thread or fills its memory
 * takes nothing else with it. It is not a sandbox: the file has the rights of this process.
 *
 * Calls at the same time have a thread each; one that failed is ended, and no later call sees it.
 *
 * @returns what it answered, as JSON; nothing is null
 * @throws {RatchetError} `PLUGIN_FAILED`, naming the file
 * @throws the signal's reason when it was aborted
 */
export async function callPlugin(plugin: PluginFile, call: PluginCall): Promise<unknown> {
  call.signal?.throwIfAborted();
  return inThread(plugin, call.signal, (thread) => thread.answer(call));
}

/**
 * The names of the functions that a plug-in exports.
 *
 * @throws {RatchetError} `PLUGIN_FAILED` where it cannot be loaded
 */
export async function exportsOf(plugin: PluginFile): Promise<readonly string[]> {
  return inThread(plugin, undefined, (thread) => thread.exported);
}

async function inThread<T>(
  plugin: PluginFile,
  signal: AbortSignal | undefined,
  work: (thread: PluginThread) => Promise<T>,
): Promise<T> {
  const key = `${plugin.file}#${plugin.sha256}`;
  const thread = takeIdle(key) ?? (await startPinned(plugin));
  try {
    const told = await work(thread);
    keep(key, thread);
    return told;
  } catch (error) {
    await thread.end();
    signal?.throwIfAborted();
    throw pluginFailed(plugin, error instanceof Error ? error.message : String(error));
  }
}

/** Never another file than the one that evidence names. */
async function startPinned(plugin: PluginFile): Promise<PluginThread> {
  const { sha256 } = await pluginFile(plugin.file, 'PLUGIN_FAILED');
  if (sha256 === plugin.sha256) return startThread(plugin);
  throw pluginFailed(
    plugin,
    'it has changed since this work began; undo the change, or take it up: generators, gates and rules of diagnosis with `resume`, providers when the worker starts again, scorers and variants when the study is started again',
  );
}

function takeIdle(key: string): PluginThread | undefined {
  const waiting = (idle.get(key) ?? []).filter((thread) => !thread.hasEnded());
  const thread = waiting.pop();
  idle.set(key, waiting);
  return thread;
}

function keep(key: string, thread: PluginThread): void {
  const waiting = idle.get(key) ?? [];
  if (waiting.length >= MOST_IDLE) void thread.end();
  else idle.set(key, [...waiting, thread]);
}

/** What is wrong with a plug-in, with its name. */
export function pluginFailed({ file }: Pick<PluginFile, 'file'>, why: string): RatchetError {
  return new RatchetError('PLUGIN_FAILED', `Cannot use the plug-in ${file}: ${why}`);
}
