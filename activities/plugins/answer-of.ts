import type { z } from 'zod';
import { describeIssues } from '../../src/input-issue';
import { inputIssues } from '../../src/parse-issues';
import { callPlugin, type PluginCall, pluginFailed } from './call-plugin';
import type { PluginFile } from './plugin-file';

/**
 * What a plug-in answers, checked.
 *
 * @param expected - the answers that make sense, and how to say them
 * @throws {RatchetError} `PLUGIN_FAILED`, naming file and function, for one that throws, hangs or answers nonsense
 */
export async function answerOf<T>(
  plugin: PluginFile,
  call: PluginCall,
  expected: { readonly schema: z.ZodType<T>; readonly inWords: string },
): Promise<T> {
  const told = await callPlugin(plugin, call);
  const parsed = expected.schema.safeParse(told);
  if (parsed.success) return parsed.data;
  const found = shortened(JSON.stringify(told, sizeOfBytes) ?? 'nothing');
  const why = describeIssues(inputIssues(parsed.error, told)).split('\n').slice(0, 3).join('; ');
  throw pluginFailed(
    plugin,
    `${call.name}() answered ${found}; expected ${expected.inWords} (${why})`,
  );
}

function sizeOfBytes(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? `${value.byteLength} bytes` : value;
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 197)}...`;
}
