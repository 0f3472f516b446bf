import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(__dirname, '..', '..');

interface Started {
  readonly child: ChildProcess;
  readonly stderr: () => string;
}

function start(...args: readonly string[]): Started {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(ROOT, 'scenario', 'main.ts'), ...args],
    { cwd: ROOT, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  return { child, stderr: () => stderr };
}

async function firstLine({ stdout }: ChildProcess): Promise<Record<string, unknown>> {
  if (stdout === null) throw new Error('The process has no standard output');
  const [line]: unknown[] = await once(createInterface({ input: stdout }), 'line');
  return JSON.parse(String(line));
}

describe('scenario/main.ts', () => {
  it('says where it listens and that it is simulated, and stops on SIGTERM', async () => {
    const { child, stderr } = start('--scenario', 'lfm', '--suite', 'atomic-quick');
    const closed = once(child, 'close');
    const line = await firstLine(child);
    expect(line).toEqual({
      event: 'listening',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      pid: child.pid,
    });
    expect((await fetch(`${String(line['url'])}/health`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await closed).toEqual([0, null]);
    expect(stderr()).toContain('Simulated');
  });

  it('ends with its parent when told to', async () => {
    const { child } = start('--scenario', 'noisy', '--exit-with-parent');
    const closed = once(child, 'close');
    await firstLine(child);
    child.stdin?.end();
    expect(await closed).toEqual([0, null]);
  });

  it('says what is wrong without a stack trace', async () => {
    const { child, stderr } = start('--scenario', 'moon');
    const [code]: unknown[] = await once(child, 'close');
    expect(code).toBe(4);
    expect(stderr()).toMatch(/^Cannot use the scenario "moon":/);
    expect(stderr()).not.toContain('    at ');
  });
});
