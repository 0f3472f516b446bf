import { STORE_ANSWERS } from '../../src/plugins/parse-store-answers';
import { atMost } from '../at-most';
import type { KeyValue } from '../store/key-value/key-value';
import { answerOf } from './answer-of';
import type { PluginFile } from './plugin-file';
import type { WithContent } from './plugin-thread';

/** On one answer of a store. */
export const STORE_LIMIT_MS = 20_000;
/** Each in a thread; as many threads wait for the next call. */
const CALLS_AT_ONCE = 4;

/**
 * Values by key that a plug-in keeps.
 *
 * Every call throws `RatchetError` `PLUGIN_FAILED` where the plug-in throws, hangs or answers nonsense.
 */
export function pluginKeyValue(plugin: PluginFile, limitMs = STORE_LIMIT_MS): KeyValue {
  const inTurn = atMost(CALLS_AT_ONCE);
  const { read, write, remove, list } = STORE_ANSWERS;
  const call = (name: keyof typeof STORE_ANSWERS, input: WithContent) => ({ name, input, limitMs });
  return {
    read: (key) => inTurn(() => answerOf(plugin, call('read', { key }), read)),
    write: (key, content, expected) =>
      inTurn(async () => {
        // A copy: a view of a larger buffer would take all of that to the thread.
        const input = { key, content: new Uint8Array(content), expected };
        return (await answerOf(plugin, call('write', input), write))?.version ?? null;
      }),
    remove: (key, expected) =>
      inTurn(() => answerOf(plugin, call('remove', { key, expected }), remove)),
    list: (prefix) => inTurn(() => answerOf(plugin, call('list', { prefix }), list)),
  };
}
