import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../../..');

/** What `ratchet audit verify` says of a study; null: it finds nothing. */
export async function auditOf(dataDir: string, study: string): Promise<string | null> {
  const args = ['--import', 'tsx', 'src/app/cli.ts', 'audit', 'verify', study];
  const env = { ...process.env, RATCHET_DATA: dataDir };
  try {
    await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
    return null;
  } catch (error) {
    return said(error);
  }
}

function said(error: unknown): string {
  const [stdout, stderr] = ['stdout', 'stderr'].map((field) => textIn(error, field));
  return `${stdout}${stderr}` || String(error);
}

function textIn(error: unknown, field: string): string {
  const found: unknown = Object(error)[field];
  return typeof found === 'string' ? found : '';
}
