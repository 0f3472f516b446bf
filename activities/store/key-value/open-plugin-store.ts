import { basename } from 'node:path';
import { RatchetError } from '../../../src/errors';
import { exportsOf } from '../../plugins/call-plugin';
import { type PluginFile, pluginFile } from '../../plugins/plugin-file';
import { pluginKeyValue } from '../../plugins/plugin-key-value';
import type { LockTimes } from '../lock';
import type { Medium } from '../medium';
import type { KeyValue } from './key-value';
import { openKeyValue } from './key-value-medium';

/** Functions that a store exports. */
export const STORE_EXPORTS = ['read', 'write', 'remove', 'list'] as const;

/**
 * Opens the store that a plug-in keeps.
 *
 * @param file - absolute
 * @param options.limitMs - on one answer of the plug-in; left out: 20 s
 * @throws {RatchetError} `CONTROL_INVALID` for a file that is not there or exports something else, `PLUGIN_FAILED` for
 *   one that cannot be loaded, `STORE_UNWRITABLE` where it does not answer, `STORE_CONFLICT` where there is no store yet
 */
export async function openPluginStore(
  file: string,
  { limitMs, ...options }: PluginStoreOptions,
): Promise<Medium> {
  const plugin = await pluginFile(file, 'CONTROL_INVALID');
  await refuseOther(plugin);
  const root = `plugin:${basename(file)}`;
  return openKeyValue(tryingAgain(pluginKeyValue(plugin, limitMs)), { root, ...options });
}

export interface PluginStoreOptions {
  /** Make the store where there is none, as workers do. */
  readonly create: boolean;
  readonly limitMs?: number;
  readonly times?: LockTimes;
}

async function refuseOther(plugin: PluginFile): Promise<void> {
  const exported = await exportsOf(plugin);
  const missing = STORE_EXPORTS.filter((name) => !exported.includes(name));
  if (missing.length === 0) return;
  throw new RatchetError(
    'CONTROL_INVALID',
    `RATCHET_STORE: expected a file that exports ${STORE_EXPORTS.join(', ')}; ${plugin.file} lacks ${missing.join(', ')}; \`ratchet test-plugin\` tells more`,
  );
}

/** A plug-in that fails is a store that cannot be reached now: nothing is lost, and Temporal tries again. */
function tryingAgain({ read, write, remove, list }: KeyValue): KeyValue {
  return {
    read: (key) => orUnwritable(() => read(key)),
    write: (key, content, expected) => orUnwritable(() => write(key, content, expected)),
    remove: (key, expected) => orUnwritable(() => remove(key, expected)),
    list: (prefix) => orUnwritable(() => list(prefix)),
  };
}

async function orUnwritable<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof RatchetError) || error.code !== 'PLUGIN_FAILED') throw error;
    const message = `${withoutAddresses(error.message)}; the call is tried again`;
    throw new RatchetError('STORE_UNWRITABLE', message);
  }
}

/** It may end in a workflow's history, where neither an address nor a key in one belongs. */
function withoutAddresses(text: string): string {
  return text.replaceAll(/\b([a-z][a-z0-9+.-]*):\/\/[^\s"'`]+/gi, '$1://...');
}
