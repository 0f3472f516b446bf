import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ratchet, temporaryFolder } from './ratchet';

describe('ratchet completion', () => {
  const dataDir = temporaryFolder();

  it('prints a script that bash can read', async () => {
    const { code, stdout, stderr } = await ratchet(['completion', 'bash']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const file = join(dataDir, 'completion.bash');
    await writeFile(file, stdout);
    await promisify(execFile)('bash', ['-n', file]);
    expect(stdout).toContain('ratchet complete --');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^complete -o default /);
  });

  it('answers the script with the studies of the data folder', async () => {
    await mkdir(join(dataDir, 'studies/mine'), { recursive: true });
    const asked = await ratchet(['complete', '--', 'report', ''], { RATCHET_DATA: dataDir });
    expect(asked).toEqual({ code: 0, stdout: 'mine\t\n:4\n', stderr: '' });
    const files = await ratchet(['complete', '--', 'start', 'st'], { RATCHET_DATA: dataDir });
    expect(files.stdout).toBe(':0\n');
  });

  it('names the shells where it is asked for another', async () => {
    const ended = await ratchet(['completion', 'tcsh']);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain('bash, zsh, fish, powershell');
  });
});
