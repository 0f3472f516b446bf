import { gunzipSync, gzipSync } from 'node:zlib';
import { sha256 } from '../../../activities/store/sha256';
import { nodeTools } from '../../../src/app/audit/node-tools';
import { ARCHIVE_FOLDER, ARCHIVE_LOG, type ArchiveLine } from '../../../src/audit/archive';
import { parseArchiveLine, parseManifest } from '../../../src/audit/parse-archive';
import { projectEvents, projectLog } from '../../../src/audit/project-events';
import { canonicalJson, canonicalJsonLines } from '../../../src/canonical-json';
import { NO_LINE_BEFORE } from '../../../src/history/decision-log';
import type { StudyEvent } from '../../../src/history/study-event';
import { ROUTING_FILE } from '../../../src/history/study-files';
import { type Files, withFile } from './files-in-memory';

/** What somebody does who knows how everything is made: edits, and makes all hashes right again. */

export function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}

export function historyOf(files: Files, name: string): string {
  return gunzipSync(files.get(name) ?? new Uint8Array()).toString('utf8');
}

/** Replaces a text in the payloads of a history, wherever they hold it. @returns the history's JSON, and how often it was there */
export function editPayloads(
  history: string,
  edit: (payload: string) => string,
): { readonly history: string; readonly edits: number } {
  let edits = 0;
  const edited: unknown = JSON.parse(history, (key, value: unknown) => {
    if (key !== 'data' || typeof value !== 'string') return value;
    const before = Buffer.from(value, 'base64').toString('utf8');
    const after = edit(before);
    if (after !== before) edits += 1;
    return Buffer.from(after).toString('base64');
  });
  return { history: JSON.stringify(edited), edits };
}

/** Puts another history in place of an archived one, with manifest and archive log to match. */
export function withHistory(files: Files, name: string, history: string): Files {
  const bytes = gzipSync(history);
  const changed = withFile(files, name, bytes);
  const manifests = [...files.keys()].filter((each) => each.endsWith('.manifest.json'));
  const rehashed = manifests.reduce((all, file) => {
    const manifest = parseManifest(textOf(all.get(file)));
    if (!manifest.ok) throw new Error(`Cannot read ${file}`);
    const histories = manifest.value.histories.map((entry) =>
      `${ARCHIVE_FOLDER}/${entry.file}` === name
        ? { ...entry, sha256: sha256(history), fileSha256: sha256(bytes) }
        : entry,
    );
    return withFile(all, file, Buffer.from(canonicalJsonLines({ ...manifest.value, histories })));
  }, changed);
  return withArchiveLog(rehashed);
}

/** The archive's log chained anew, with the hashes that the manifests have now. */
export function withArchiveLog(
  files: Files,
  keep: (line: ArchiveLine) => boolean = () => true,
): Files {
  let previous = NO_LINE_BEFORE;
  const lines = textOf(files.get(ARCHIVE_LOG))
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => {
      const line = parseArchiveLine(text);
      if (!line.ok) throw new Error('Cannot read the log of the archives');
      return line.value;
    })
    .filter(keep)
    .map((line, place) => {
      const manifest = files.get(`${ARCHIVE_FOLDER}/${line.manifest}`) ?? new Uint8Array();
      const text = canonicalJson({
        ...line,
        seq: place + 1,
        previous,
        sha256: sha256(manifest),
      });
      previous = sha256(text);
      return `${text}\n`;
    });
  return withFile(files, ARCHIVE_LOG, Buffer.from(lines.join('')));
}

/** The log and everything that is made from it, from these events. */
export function withEvents(files: Files, events: readonly StudyEvent[]): Files {
  const log = projectLog(events, nodeTools);
  const lines = log.text.split('\n').filter((line) => line !== '');
  let routing = '';
  let changed = withFile(files, log.name, Buffer.from(log.text));
  for (const { name, text } of projectEvents(events)) {
    changed = withFile(changed, name, Buffer.from(text));
    if (name === ROUTING_FILE) routing = sha256(text);
  }
  const mark = {
    schemaVersion: 1,
    seq: events.length,
    cycle: events.at(-1)?.cycle ?? 0,
    bytes: Buffer.byteLength(log.text),
    line: sha256(lines.at(-1) ?? ''),
    routing,
  };
  return withFile(changed, 'projected.json', Buffer.from(`${JSON.stringify(mark)}\n`));
}
