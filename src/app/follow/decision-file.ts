import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { eventOf } from '../../history/decision-log';
import { parseDecisionLine } from '../../history/parse-decision-line';
import type { StudyEvent } from '../../history/study-event';

/** Reads a study's log as it grows. */
export interface DecisionFile {
  /** The entries since the last call, oldest first; none where the file is not there. */
  news(): Promise<readonly StudyEvent[]>;
}

/**
 * The `routing_decisions.log` of a study in a data folder of this machine.
 *
 * @param since - entries before this time are another start's and left out
 */
export function decisionFile(dataDir: string, study: string, since: Date): DecisionFile {
  const path = join(dataDir, 'studies', study, 'routing_decisions.log');
  let offset = 0;
  return {
    news: async () => {
      const text = await textFrom(path, offset);
      // A last line without its end is being written at this moment.
      const whole = text.subarray(0, text.lastIndexOf(LINE_END) + 1);
      offset += whole.length;
      return whole
        .toString('utf8')
        .split('\n')
        .flatMap(eventsIn)
        .filter(({ measured }) => new Date(measured.at) >= since);
    },
  };
}

const LINE_END = 0x0a;

/** A line that a newer version wrote is passed over. */
function eventsIn(line: string): readonly StudyEvent[] {
  if (line === '') return [];
  const parsed = parseDecisionLine(line);
  return parsed.ok ? [eventOf(parsed.value)] : [];
}

async function textFrom(path: string, offset: number): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const { size } = await file.stat();
    if (size <= offset) return Buffer.alloc(0);
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(size - offset),
      0,
      size - offset,
      offset,
    );
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (Object(error).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  } finally {
    await file?.close();
  }
}
