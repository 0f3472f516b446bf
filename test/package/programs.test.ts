import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCurrent, PROGRAMS, WORKFLOW_BUNDLE } from '../../src/app/built/programs';
import { bundleWorkflows } from '../../src/app/worker/bundle-workflows';
import { workflowBundle } from '../../src/app/worker/workflow-bundle';
import { buildPrograms, ROOT, run } from './support/run';

const MINUTE = 60_000;

describe('npm run build', () => {
  beforeAll(buildPrograms, 3 * MINUTE);

  it(
    'makes the bundle that a worker would make, byte for byte, so that its build id is the same',
    async () => {
      expect(isCurrent(ROOT)).toBe(true);
      const built = await readFile(join(ROOT, PROGRAMS, WORKFLOW_BUNDLE), 'utf8');
      expect((await workflowBundle()).code).toBe(built);
      expect((await bundleWorkflows()).code === built).toBe(true);
    },
    2 * MINUTE,
  );

  it('names no folder of this machine in the bundle', async () => {
    const built = await readFile(join(ROOT, PROGRAMS, WORKFLOW_BUNDLE), 'utf8');
    const map = built.slice(built.lastIndexOf('base64,') + 'base64,'.length);
    const { sources } = JSON.parse(Buffer.from(map, 'base64').toString());
    expect(sources).toEqual(expect.arrayContaining(['workflows/optimization-cycle.ts']));
    expect(sources.filter((path: string) => path.startsWith('/'))).toEqual([]);
  });

  it('makes a command line that says what the sources say, and is the one that runs', async () => {
    const words = ['start', '--help'];
    const built = await run(join(ROOT, 'bin/ratchet'), words, { cwd: tmpdir(), env: LOADED });
    const sources = await run(process.execPath, ['--import', 'tsx', 'src/app/cli.ts', ...words]);
    expect(built.stdout).toBe(sources.stdout);
    expect(built.stderr).toContain('dist/programs/ratchet.cjs');
    expect(built.stderr).not.toContain('.ts\n');
  });
});

/** Has Node.js tell at its end which modules it has loaded. */
const LOADED = {
  NODE_OPTIONS: `--require ${join(__dirname, 'support/tell-modules.cjs')}`,
};
