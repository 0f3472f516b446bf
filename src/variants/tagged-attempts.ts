import type { Tool } from '../suites/suite';
import { type Attempts, dataAttempts } from './attempts';
import type { CallReading } from './call-value';
import { skipSpace } from './separated';
import { readWrittenCall } from './written-call';

const OPENING =
  /^<(tool_call|function_call|functioncall|tool_calls|\|tool_call_start\||\|tool_call\|)>/;

/** Calls after a tag such as `<tool_call>`. The tag says that one is meant, so what follows and is none is malformed. */
export function taggedAttempts(
  text: string,
  start: number,
  tools: readonly Tool[],
): Attempts | undefined {
  const tag = OPENING.exec(text.slice(start));
  if (tag === null) return undefined;
  const readings: CallReading[] = [];
  let end = start + tag[0].length;
  for (;;) {
    const found = tagContent(text, skipSpace(text, end), tools);
    if (found === undefined) break;
    readings.push(...found.readings);
    end = found.end;
  }
  if (readings.length > 0) return { readings, end };
  return { readings: [{ ok: false, why: `No call can be read after ${tag[0]}` }], end };
}

function tagContent(text: string, at: number, tools: readonly Tool[]): Attempts | undefined {
  const data = dataAttempts(text, at, tools);
  if (data !== undefined) return data;
  const call = readWrittenCall(text, at, { tools, bareWords: true });
  return call === undefined ? undefined : { readings: [call.reading], end: call.end };
}
