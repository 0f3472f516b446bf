import { type Assembled, assembleEvents, type FiledEvent } from './assemble-events';
import { checkHistories } from './check-histories';
import type { Finding } from './finding';
import { readArchive } from './read-archive';
import { eventsOfRun } from './recorded-events';
import type { StudyFiles, Tools } from './study-files';

/** The events of a study as its archives alone hold them. */
export async function archivedEvents(
  files: StudyFiles,
  tools: Tools,
): Promise<Assembled & { readonly runs: number }> {
  const archive = await readArchive(files, tools);
  const findings: Finding[] = [...archive.findings];
  const recorded: FiledEvent[] = [];
  for (const { file, manifest } of archive.manifests) {
    const read = await checkHistories(files, manifest, tools);
    findings.push(...read.findings);
    for (const run of read.runs) {
      recorded.push(...eventsOfRun(run.record).map((event) => ({ ...event, file: run.file })));
    }
    for (const event of manifest.byStore) {
      recorded.push({ event, certain: true, source: 'byStore', file });
    }
  }
  const logSeq = Math.max(0, ...archive.manifests.map(({ manifest }) => manifest.log.seq));
  const assembled = assembleEvents(recorded, logSeq);
  return {
    events: assembled.events,
    findings: [...findings, ...assembled.findings],
    runs: archive.manifests.length,
  };
}
