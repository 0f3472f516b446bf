import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { MockActivityEnvironment, TestWorkflowEnvironment } from '@temporalio/testing';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { createArchive } from '../../activities/store/archive-histories';
import { folderMedium } from '../../activities/store/folder-medium';
import { sha256 } from '../../activities/store/sha256';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';
import { temporalCli } from '../support/temporal-cli';

jest.setTimeout(180_000);

const taskQueue = 'archive-test';
let server: TestWorkflowEnvironment;
let workflowBundle: WorkflowBundleWithSourceMap;
let worker: Worker;
let stopped: Promise<void>;

beforeAll(async () => {
  const logger = new DefaultLogger('ERROR');
  Runtime.install({ logger });
  const workflowsPath = require.resolve('./archived-workflows');
  workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
  const executable = { type: 'existing-path', path: await temporalCli() } as const;
  server = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  const connection = server.nativeConnection;
  worker = await Worker.create({ connection, taskQueue, workflowBundle });
  stopped = worker.run();
});

afterAll(async () => {
  worker?.shutdown();
  await stopped;
  await server?.teardown();
  await removeDataFolders();
});

async function archived(dataDir: string, run: { workflowId: string; runId: string }) {
  const archive = createArchive({ client: server.client, medium: folderMedium(dataDir) });
  return new MockActivityEnvironment().run(archive, { study: 'lfm', ...run });
}

async function startTree(workflowId: string) {
  const options = { taskQueue, workflowId, args: [workflowId] };
  const handle = await server.client.workflow.start('tree', options);
  return { handle, run: { workflowId, runId: handle.firstExecutionRunId } };
}

describe('archiveHistories()', () => {
  it('writes the run, its closed children and theirs, and names the one that is open', async () => {
    const dataDir = await dataFolder();
    const { handle, run } = await startTree('lfm');
    await handle.result();
    expect(await archived(dataDir, run)).toEqual({ files: 3 });

    const folder = join(dataDir, 'studies', 'lfm', 'histories');
    const path = join(folder, `lfm-${run.runId}.manifest.json`);
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    expect(manifest).toMatchObject({
      histories: [
        { workflowId: 'lfm', type: 'tree', status: 'COMPLETED' },
        { workflowId: 'lfm/c1/branch', type: 'branch', status: 'COMPLETED' },
        { workflowId: 'lfm/c1/leaf', type: 'leaf', status: 'COMPLETED' },
      ],
      leftOut: [{ workflowId: 'lfm/c1/forever', why: 'open' }],
    });

    for (const entry of manifest.histories) {
      const text = gunzipSync(await readFile(join(folder, entry.file))).toString();
      expect(sha256(text)).toBe(entry.sha256);
      expect(JSON.parse(text).events).toHaveLength(entry.events);
      await Worker.runReplayHistory({ workflowBundle }, JSON.parse(text), entry.workflowId);
    }
  });

  it('writes the same files when it is asked again', async () => {
    const dataDir = await dataFolder();
    const { handle, run } = await startTree('again');
    await handle.result();
    await archived(dataDir, run);
    const before = await filesBelow(dataDir);
    await archived(dataDir, run);
    expect(await filesBelow(dataDir)).toEqual(before);
  });

  it('waits for a run that is still open', async () => {
    const dataDir = await dataFolder();
    const options = { taskQueue, workflowId: 'open' };
    const handle = await server.client.workflow.start('forever', options);
    const run = { workflowId: 'open', runId: handle.firstExecutionRunId };
    const archiving = archived(dataDir, run);
    await handle.terminate('the test has seen enough');
    expect(await archiving).toEqual({ files: 1 });
  });

  it('says so of a run that the server does not have', async () => {
    const dataDir = await dataFolder();
    const run = { workflowId: 'gone', runId: '6a1f0b4e-0000-4000-8000-000000000000' };
    expect(await archived(dataDir, run)).toEqual({ files: 0 });
    const files = Object.entries(await filesBelow(dataDir));
    const [, manifest] = files.find(([name]) => name.endsWith('.manifest.json')) ?? [];
    expect(JSON.parse(manifest ?? '')).toMatchObject({ leftOut: [{ ...run, why: 'not-found' }] });
  });
});
