import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleWorkflowCode, DefaultLogger, Runtime } from '@temporalio/worker';
import { historiesThatDiffer } from '../support/histories-that-differ';
import { type RecordedHistory, recordedHistories } from '../support/recorded-histories';
import { workflowBundle } from '../support/workflow-bundle';

const minutes = 60_000;

describe('workflow code and the histories that earlier versions left', () => {
  let recorded: readonly RecordedHistory[];

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    recorded = await recordedHistories();
  });

  it('has a chain of cycles with all its children, one that was stopped and one that was cancelled', () => {
    const files = recorded.map(({ file }) => file);
    expect(files.filter((file) => file.endsWith('worked-example/lfm.2.json'))).not.toEqual([]);
    expect(files.filter((file) => /worked-example.*verify/.test(file))).not.toEqual([]);
    expect(files.filter((file) => file.includes('paused-and-stopped'))).not.toEqual([]);
    expect(files.filter((file) => file.includes('cancelled-in-a-trial'))).not.toEqual([]);
  });

  it(
    'makes every one of them again, command by command',
    async () => {
      expect(await historiesThatDiffer(await workflowBundle(), recorded)).toEqual([]);
    },
    10 * minutes,
  );

  it(
    'is caught when it does one thing more',
    async () => {
      const changed = await bundleWorkflowCode({
        workflowsPath: join(__dirname, '../support/changed-workflows.ts'),
        logger: new DefaultLogger('ERROR'),
      });
      const evaluations = recorded.filter(({ file }) => file.includes('e0-baseline'));
      expect(await historiesThatDiffer(changed, evaluations)).toEqual(
        evaluations.map(({ file }) => file),
      );
    },
    10 * minutes,
  );

  it('adds to them and never changes them', async () => {
    const script = join(__dirname, '../../scripts/check-histories.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [script]);
    expect(stdout).toMatch(/^test\/histories: /);
  });
});
