import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { packageFolder } from '../../activities/package-folder';
import { installedVersion } from '../../src/app/built/installed-version';

/** What was measured, on what. */
export function versions(others: string): string {
  const root = packageFolder();
  const cli = execFileSync(join(root, 'temporal-dev.sh'), ['cli'], { encoding: 'utf8' }).trim();
  return [
    `Node.js ${process.version} on ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}`,
    `Temporal SDK ${installedVersion(root, '@temporalio/worker')}`,
    execFileSync(cli, ['--version'], { encoding: 'utf8' }).trim(),
    ...(others === ''
      ? []
      : [`promptfoo ${installedVersion(join(others, 'promptfoo'), 'promptfoo')}`]),
    `Inspect AI ${inspect(others) ?? 'not installed'}`,
  ].join('; ');
}

function inspect(others: string): string | null {
  const python = join(others, 'inspect/bin/python');
  if (others === '' || !existsSync(python)) return null;
  const ask = "import importlib.metadata as m; print(m.version('inspect-ai'))";
  return execFileSync(python, ['-c', ask], { encoding: 'utf8' }).trim();
}
