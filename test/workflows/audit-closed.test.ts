import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { folderMedium } from '../../activities/store/folder-medium';
import { readRouting } from '../../activities/store/read-routing';
import { rebuildStudy } from '../../src/app/audit/rebuild-study';
import { type Verified, verifyFolder } from '../../src/app/audit/verify-folder';
import { sweepStudies } from '../../src/app/worker/sweep-studies';
import { LOG_FILE } from '../../src/history/study-files';
import { readAll } from '../audit/support/files-in-memory';
import { findingOn } from '../audit/support/findings-of';
import { textOf } from '../audit/support/rewrite';
import { tamperings } from '../audit/support/tamper';
import { scenarioInstallation } from '../support/scenario-installation';
import { type StudyHandle, startStudy, statusOf } from '../support/study-server';
import { until } from '../support/until';
import { WORKED_EXAMPLE, workedExampleModels } from '../support/worked-example';

jest.setTimeout(300_000);

const STUDY = 'closed';
const DEFINITION = {
  ...WORKED_EXAMPLE,
  study: STUDY,
  phases: { extended: WORKED_EXAMPLE.phases.extended },
  factors: { variant: ['native_api', 'atomic'] },
};

describe('the audit of a study that somebody terminated in a trial, and started again', () => {
  const running = scenarioInstallation({
    table: 'lfm',
    queuePrefix: 'audit-closed-',
    models: workedExampleModels,
  });
  let handle: StudyHandle;

  function verified(): Promise<Verified> {
    const { dataDir } = running.installation;
    const progress = (): void => undefined;
    return verifyFolder({
      stored: folderMedium(dataDir),
      study: STUDY,
      heads: [],
      replay: true,
      progress,
    });
  }

  function sweep(): Promise<void> {
    const { server, installation } = running;
    const { client } = server.env;
    const { dataDir } = installation;
    return sweepStudies({
      client,
      medium: folderMedium(dataDir),
      queuePrefix: 'audit-closed-',
      say: () => undefined,
    });
  }

  it('takes in what the store wrote by itself, in no history: it is proven and made again', async () => {
    const { server, installation } = running;
    handle = await startStudy(server, installation, DEFINITION);
    const routing = () => readRouting(folderMedium(installation.dataDir), STUDY);
    await until('a trial', async () => (await routing())?.trial !== undefined);
    await handle.terminate('the test has seen enough');
    await sweep();

    const { findings, notes, events, archived } = await verified();
    expect({ findings, notes }).toEqual({ findings: [], notes: [] });
    expect(archived).toBe(events);
    const folder = join(installation.dataDir, 'studies', STUDY);
    const files = await readAll(folder);
    const log = textOf(files.get(LOG_FILE)).trim().split('\n');
    expect(log.at(-1)).toContain('"reason":"its workflow was closed from outside: terminated"');
    const manifest = [...files.keys()].find((name) => name.endsWith('.manifest.json')) ?? '';
    const { byStore } = JSON.parse(textOf(files.get(manifest)));
    expect(byStore.map(({ type }: { readonly type: string }) => type)).toContain('study-ended');

    const into = await mkdtemp(join(tmpdir(), 'ratchet-rebuilt-'));
    const { files: names } = await rebuildStudy(
      { stored: folderMedium(folder), folder: folder },
      into,
    );
    const made = await readAll(into);
    await rm(into, { recursive: true });
    for (const name of names) expect(textOf(made.get(name))).toBe(textOf(files.get(name)));
  });

  it('says of an open run that its events are in no history yet, and finds changes to them all the same', async () => {
    const { server, installation } = running;
    handle = await startStudy(server, installation, DEFINITION);
    await until('a baseline', async () => {
      const { phases } = await statusOf(handle);
      return (phases[0]?.table.length ?? 0) > 1;
    });
    await handle.signal('pause');
    await until('a pause', async () => (await statusOf(handle)).state === 'paused');
    const { findings, notes, events, archived } = await verified();
    expect(findings).toEqual([]);
    expect(events).toBeGreaterThan(archived);
    expect(notes[0]).toMatch(/^\d+ events? at the log's end are in no archived history yet/);

    const files = await readAll(join(installation.dataDir, 'studies', STUDY));
    // Nobody but the server can name the transcripts of an open run.
    const manifests = [...files].filter(([name]) => name.endsWith('.manifest.json'));
    const named = manifests.map(([, bytes]) => textOf(bytes)).join('');
    const names = [...files.keys()].filter(
      (name) => !name.startsWith('runs/') || named.includes(name),
    );
    await fc.assert(
      fc.asyncProperty(tamperings(files, names), async ({ what, file, files: changed }) => {
        if (!(await findingOn(STUDY, changed, file))) throw new Error(`${what} was not found`);
      }),
      { numRuns: 300 },
    );
  });

  it('proves both lives of the study together once the second one has ended', async () => {
    await handle.signal('resume');
    await handle.result();
    await until('its last run to be archived', async () => {
      const { events, archived } = await verified();
      return events === archived;
    });
    const { findings, notes } = await verified();
    expect({ findings, notes }).toEqual({ findings: [], notes: [] });
  });
});
