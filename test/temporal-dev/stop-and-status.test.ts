import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporalCli } from '../support/temporal-cli';
import { DataFolder } from './data-folder';
import { isAlive, script, waitUntil } from './script';

/** A Node.js process that does nothing. */
const IDLE = ['-e', 'setInterval(() => {}, 1000)'];

let data: DataFolder;

beforeEach(async () => {
  data = new DataFolder(await temporalCli());
});
afterEach(() => data.remove());

describe('temporal-dev.sh stop', () => {
  it('ends server and worker, and leaves neither process nor state', async () => {
    const server = await data.serverUp();
    const { pid } = data.state();
    const worker = spawn(process.execPath, [...IDLE, 'src/app/cli.ts', 'worker']);
    writeFileSync(join(data.path, 'worker.json'), JSON.stringify({ pid: worker.pid }));

    const stopped = await script(['stop'], data.variables());
    expect(stopped.code).toBe(0);
    expect(stopped.stderr).toContain(`Stopped the worker (process ${worker.pid}).`);
    expect(stopped.stderr).toContain(`(process ${pid}); its database is kept.`);
    expect((await server.ended()).stderr).toContain('The server was stopped.');
    expect(isAlive(pid)).toBe(false);
    expect(readdirSync(data.path)).toEqual(['temporal']);
    expect(readdirSync(join(data.path, 'temporal'))).not.toContain('server.json');
  });

  it('leaves a process alone that is not ours, though its id stands in the state', async () => {
    // Its command line has the word in it, as that of many a program has.
    const foreign = spawn(process.execPath, [...IDLE, '/somewhere/a-worker/child.js']);
    try {
      writeFileSync(join(data.path, 'worker.json'), JSON.stringify({ pid: foreign.pid }));
      const { code, stderr } = await script(['stop'], data.variables());
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: `No Temporal server is up for ${data.path}.\n`,
      });
      expect(foreign.exitCode ?? foreign.signalCode).toBeNull();
    } finally {
      foreign.kill('SIGKILL');
    }
  });
});

describe('temporal-dev.sh status', () => {
  it('tells what is up, and every study with its state', async () => {
    await data.serverUp();
    const { address, pid, ui } = data.state();
    startStudy('lfm');
    const { code, stdout } = await waitUntil(
      () => script(['status'], data.variables()),
      (shown) => shown.stdout.includes('lfm'),
    );
    expect(code).toBe(0);
    expect(stdout).toContain(
      `Temporal server  ${address} (process ${pid})\nWeb UI           ${ui}\n`,
    );
    expect(stdout).toMatch(/\nServer version {3}1\.\d+\.\d+, Temporal CLI 1\.\d+\.\d+\n/);
    expect(stdout).toContain('\nRetention        8760 h\n');
    expect(stdout).toContain('\nWorker           none recorded\n');
    expect(stdout).toContain('\nStudies          lfm: resting, cycle 3 (running)\n');
  });

  it('has exit code 1 where the server is down', async () => {
    const { code, stdout } = await script(['status'], data.variables());
    expect(code).toBe(1);
    expect(stdout).toContain('Temporal server  down; ./temporal-dev.sh server starts it\n');
  });
});

function startStudy(id: string): void {
  const attributes = ['--search-attribute', 'RatchetState="resting"'];
  attributes.push('--search-attribute', 'RatchetCycle=3');
  const what = ['-w', id, '-t', 'nobody', '--type', 'optimizationCycle'];
  data.temporal('workflow', 'start', ...what, ...attributes);
}
