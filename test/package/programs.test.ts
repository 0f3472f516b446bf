import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ENCRYPTING_BUNDLE,
  isCurrent,
  PROGRAMS,
  WORKFLOW_BUNDLE,
} from '../../src/app/built/programs';
import { FAILURE_CONVERTER } from '../../src/app/codec/data-converter';
import { bundleWorkflows } from '../../src/app/worker/bundle-workflows';
import { workflowBundle } from '../../src/app/worker/workflow-bundle';
import { buildPrograms, ROOT, run } from './support/run';

const MINUTE = 60_000;

describe('npm run build', () => {
  beforeAll(buildPrograms, 3 * MINUTE);

  it.each([
    { of: 'a worker', file: WORKFLOW_BUNDLE, converter: undefined },
    { of: 'a worker that encrypts', file: ENCRYPTING_BUNDLE, converter: FAILURE_CONVERTER },
  ])(
    'makes the bundle that $of would make, byte for byte, so that its build id is the same',
    async ({ file, converter }) => {
      expect(isCurrent(ROOT)).toBe(true);
      const built = await readFile(join(ROOT, PROGRAMS, file), 'utf8');
      expect((await workflowBundle(converter)).code === built).toBe(true);
      expect((await bundleWorkflows(converter)).code === built).toBe(true);
    },
    2 * MINUTE,
  );

  it('makes a bundle in ASCII, whose map leads to the line of the source', async () => {
    const lines = (await readFile(join(ROOT, PROGRAMS, WORKFLOW_BUNDLE), 'utf8')).split('\n');
    expect(lines.filter((text) => /[^\0-\x7f]/.test(text))).toEqual([]);
    const map = lines.at(-1)?.split('base64,')[1] ?? '';
    const line = lines.findIndex((text) => text.includes(CHANGE_TEXT));
    // Behind an arrow, which takes six characters now.
    const column = lines[line]?.indexOf('join(') ?? 0;
    const found = new SourceMap(JSON.parse(Buffer.from(map, 'base64').toString()));
    const { originalSource, originalLine, originalColumn } = Object(found.findEntry(line, column));
    const source = await readFile(join(ROOT, String(originalSource)), 'utf8');
    expect(source.split('\n')[originalLine]?.slice(originalColumn)).toMatch(/^join\(/);
  });

  it.each([WORKFLOW_BUNDLE, ENCRYPTING_BUNDLE])(
    'names no folder of this machine in %s, and nothing that depends on it',
    async (name) => {
      const built = await readFile(join(ROOT, PROGRAMS, name), 'utf8');
      const map = built.slice(built.lastIndexOf('base64,') + 'base64,'.length);
      const told = Buffer.from(map, 'base64').toString();
      const { file, sources } = JSON.parse(told);
      expect(file).toBe('workflow-bundle.js');
      expect(sources).toEqual(expect.arrayContaining(['workflows/optimization-cycle.ts']));
      expect(told.includes(ROOT)).toBe(false);
      expect(built.includes(ROOT)).toBe(false);
    },
  );

  it('makes a command line that says what the sources say, and is the one that runs', async () => {
    const words = ['start', '--help'];
    const built = await run(join(ROOT, 'bin/ratchet'), words, { cwd: tmpdir(), env: LOADED });
    const sources = await run(process.execPath, ['--import', 'tsx', 'src/app/cli.ts', ...words]);
    expect(built.stdout).toBe(sources.stdout);
    expect(built.stderr).toContain('dist/programs/ratchet.cjs');
    expect(built.stderr).not.toContain('.ts\n');
  });
});

/** Of `src/study/gated-status.ts`. */
const CHANGE_TEXT = '`${factor}: ${from} \\u2192 ${to}`';

/** Has Node.js tell at its end which modules it has loaded. */
const LOADED = {
  NODE_OPTIONS: `--require ${join(__dirname, 'support/tell-modules.cjs')}`,
};
