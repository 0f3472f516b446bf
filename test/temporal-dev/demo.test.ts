import { rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporalCli } from '../support/temporal-cli';
import { DataFolder } from './data-folder';
import { isAlive, pathWithoutTemporal, type ScriptCall, waitFor } from './script';
import { standInApplication } from './stand-in-application';

let data: DataFolder;
let folder: string;

beforeEach(async () => {
  data = new DataFolder(await temporalCli());
  folder = standInApplication();
});
afterEach(async () => {
  await data.remove();
  rmSync(folder, { recursive: true });
});

describe('temporal-dev.sh demo', () => {
  it('does each step in order, with its duration, and ends with its exit code and without its server', async () => {
    const { code, stdout, stderr } = await start('demo', '--end-with', '5').ended();
    expect(code).toBe(5);
    const seconds = String.raw`\(\d+\.\d s\)\n[^]*`;
    const steps = [
      'Node\\.js: v\\d+.*',
      'Packages: installed with npm ci ',
      'Temporal CLI: 1\\..*',
      'Temporal server: started at 127.*',
      'model: install\nEmbedded model, program: done ',
      'model: fetch\nEmbedded model, weights: done ',
    ];
    expect(stderr).toMatch(new RegExp(steps.map((step) => step + seconds).join('')));
    expect(stderr).toContain(
      'npm: ci --ignore-scripts --no-audit --no-fund\nnpm: run --silent prepare\n',
    );
    expect(JSON.parse(stdout)).toEqual({
      verb: 'demo',
      option: '--end-with',
      TEMPORAL_ADDRESS: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      RATCHET_UI: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      RATCHET_DATA: data.path,
    });
    expect(stderr).toContain('The Temporal server is stopped');
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)(
    'plays a scenario without the embedded model, and stops it all in order on %s',
    async (signal, code) => {
      const demo = start('demo', '--scenario', 'lfm');
      const processes = await processesOf(demo);
      const ended = await demo.end(signal);
      expect(ended.code).toBe(code);
      expect(ended.stdout).toContain('application: ending');
      expect(ended.stderr).toMatch(
        /Stopping \(Ctrl-C[^]*Stopping the Temporal server[^]*is stopped/,
      );
      expect(processes.filter(isAlive)).toEqual([]);
      expect(ended.stderr).not.toContain('model: ');
    },
  );

  it('takes over what kill -9 has left, and leaves nothing itself', async () => {
    const killed = start('demo', '--scenario', 'lfm');
    const [program, child, server] = await processesOf(killed);
    await killed.end('SIGKILL');

    const next = start('demo', '--scenario', 'lfm');
    const processes = await processesOf(next);
    expect(next.everything()).toContain(`Ending the demo (process ${program})`);
    expect(next.everything()).toContain('left behind by a killed start and taken over');
    expect(processes[2]).toBe(server);
    await next.end();
    await waitFor(() => ![program, child, ...processes].some((pid) => isAlive(Number(pid))));
  });

  it('refuses a second demo of the same data folder, and leaves the first alone', async () => {
    const first = start('demo', '--scenario', 'lfm');
    await first.said('application: up');
    const { code, stderr } = await start('demo', '--scenario', 'lfm').ended();
    expect(code).toBe(1);
    expect(stderr).toContain(`running already (process ${first.child.pid})`);
    const stop = await start('stop').ended();
    expect(stop.stderr).toContain(`Stopped the demo (process ${first.child.pid}).`);
    expect((await first.ended()).code).toBe(143);
  });
});

describe('temporal-dev.sh worker', () => {
  it('runs on the server that is up, which stays up, and installs packages when the lock file changes', async () => {
    await data.serverUp();
    const { address, pid } = data.state();
    const first = await start('worker', '--end-with', '0').ended();
    const second = await start('worker', '--end-with', '0').ended();
    writeFileSync(join(folder, 'package-lock.json'), '{"changed":true}');
    const third = start('worker');
    await third.said('application: up');
    const calls = [first, second, await third.end()];

    expect(calls.map(({ code }) => code)).toEqual([0, 0, 143]);
    expect(calls.map(({ stderr }) => stderr.includes('npm: ci'))).toEqual([true, false, true]);
    expect(first.stdout).toContain(`"TEMPORAL_ADDRESS":"${address}"`);
    expect(isAlive(pid)).toBe(true);
  });
});

function start(...args: string[]): ScriptCall {
  const variables = {
    PATH: `${join(folder, 'bin')}${delimiter}${pathWithoutTemporal()}`,
    TEMPORAL_API_KEY: 'of some cluster',
  };
  return data.start(args, variables, folder);
}

/** Ids of the application, its child and the server. */
async function processesOf(demo: ScriptCall): Promise<number[]> {
  await demo.said('application: up');
  const found = /up with (\d+) and (\d+)/.exec(demo.everything());
  return [Number(found?.[1]), Number(found?.[2]), data.state().pid];
}
