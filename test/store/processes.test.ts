import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStore } from '../../activities/store/create-store';
import { openPluginStore } from '../../activities/store/key-value/open-plugin-store';
import { filesOf } from '../contracts/stores';
import { plausibleStudy } from '../history/plausible-study';
import { logOf, projected } from '../history/projected-files';
import { startBlobServer } from '../support/blob-server';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

describe('several processes that write to one data folder', () => {
  it('never mix their writes, whether of one study or of two', async () => {
    const dataDir = await dataFolder();
    const studies = ['lfm', 'lfm', 'other'];
    const exits = studies.map((study) => exitOf(recorder(dataDir, study, 2)));
    expect(await Promise.all(exits)).toEqual([0, 0, 0]);

    for (const study of ['lfm', 'other']) {
      const events = plausibleStudy(study, 5, 2);
      const { 'projected.json': _, ...files } = await filesBelow(join(dataDir, 'studies', study));
      expect(files).toEqual({ ...projected(events), ...logOf(events) });
    }
  });

  it('complete what one of them left that was killed in the middle', async () => {
    const dataDir = await dataFolder();
    const process = recorder(dataDir, 'lfm', 200);
    await eventually(async () => (await linesOf(dataDir)) >= 40);
    process.kill('SIGKILL');
    await once(process, 'exit');

    const events = plausibleStudy('lfm', 5, 200).slice(0, (await linesOf(dataDir)) + 10);
    await createStore({ dataDir }).recordEvents({ study: 'lfm', events });
    const { 'projected.json': _, ...files } = await filesBelow(join(dataDir, 'studies', 'lfm'));
    expect(files).toMatchObject({ ...projected(events), ...logOf(events) });
  });
});

describe('several processes that write to one store with a plug-in', () => {
  it('never mix their writes, and complete what one of them left that was killed in the middle', async () => {
    const blobs = await startBlobServer();
    process.env['BLOB_CONTAINER_URL'] = blobs.urlOf('shared');
    const plugin = resolve('examples/plugins/store.ts');
    const medium = await openPluginStore(plugin, { create: true });
    const recorded = async () =>
      (await medium.bytes(`${medium.root}/studies/lfm/routing_decisions.log`))?.length ?? 0;
    try {
      const recorders = [recorder(plugin, 'lfm', 2), recorder(plugin, 'lfm', 2)];
      const [exits, killed] = [recorders.map(exitOf), recorder(plugin, 'lfm', 2)];
      await eventually(async () => (await recorded()) > 4_000);
      const death = exitOf(killed);
      killed.kill('SIGKILL');
      // By the signal, before it was done.
      expect(await death).toBeNull();
      expect(await Promise.all(exits)).toEqual([0, 0]);

      const events = plausibleStudy('lfm', 5, 2);
      const { 'studies/lfm/projected.json': mark, ...files } = await filesOf(medium);
      expect(JSON.parse(mark ?? '').seq).toBe(events.length);
      const expected = Object.entries({ ...projected(events), ...logOf(events) });
      expect(files).toMatchObject(
        Object.fromEntries(expected.map(([name, text]) => [`studies/lfm/${name}`, text])),
      );
    } finally {
      await blobs.close();
    }
  });
});

function recorder(dataDir: string, study: string, cycles: number): ChildProcess {
  const script = join(__dirname, 'record-one-by-one.ts');
  const args = [
    '--require',
    require.resolve('tsx/cjs'),
    script,
    dataDir,
    study,
    '5',
    String(cycles),
  ];
  return spawn(process.execPath, args, {
    env: process.env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  const [code] = await once(child, 'exit');
  return code;
}

async function linesOf(dataDir: string): Promise<number> {
  const path = join(dataDir, 'studies', 'lfm', 'routing_decisions.log');
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').length - 1;
}

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 50_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('It did not happen within 50 s');
    await sleep(20);
  }
}
