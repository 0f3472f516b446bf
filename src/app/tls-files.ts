import type { ClientConfigProfile } from '@temporalio/envconfig';
import { readPlainFileSync } from '../../activities/input/read-plain-file-sync';
import { isPipeOfShell, whyNot } from '../../activities/input/read-text-file';
import { CliError, EXIT } from './cli-error';

/** The files that TLS may need, by their names in a profile, and what names them in environment and file. */
const FILES = {
  clientCert: ['TEMPORAL_TLS_CLIENT_CERT_PATH', 'client_cert_path'],
  clientKey: ['TEMPORAL_TLS_CLIENT_KEY_PATH', 'client_key_path'],
  serverCACert: ['TEMPORAL_TLS_SERVER_CA_CERT_PATH', 'server_ca_cert_path'],
} as const;
const KINDS = ['clientCert', 'clientKey', 'serverCACert'] as const;

/**
 * Half of a client's certificate would be left out without a word, and the server's refusal says nothing of it. A pipe
 * in place of a file would be waited for without end.
 *
 * @throws {CliError} naming setting and file
 */
export function checkTls({ tls }: ClientConfigProfile): void {
  if (!tls || tls.disabled) return;
  checkPair(tls);
  for (const kind of KINDS) {
    const source = tls[kind];
    // A pipe of the shell is left to the one who needs what is in it.
    if (source && 'path' in source && !isPipeOfShell(source.path)) tryFile(source.path, kind);
  }
}

function checkPair(tls: NonNullable<ClientConfigProfile['tls']>): void {
  if (Boolean(tls.clientCert) !== Boolean(tls.clientKey)) {
    const [[there], [missing]] = tls.clientCert
      ? [FILES.clientCert, FILES.clientKey]
      : [FILES.clientKey, FILES.clientCert];
    throw bad(
      `${missing} is missing beside ${there}`,
      'A client certificate needs both, in the environment or in the profile',
    );
  }
}

function tryFile(path: string, kind: keyof typeof FILES): void {
  try {
    readPlainFileSync(path);
  } catch (cause) {
    const [variable, field] = FILES[kind];
    throw bad(
      `Cannot read ${path}: ${whyNot(cause)}`,
      `${variable}, or ${field} of the profile, names it`,
    );
  }
}

function bad(what: string, mend: string): CliError {
  return new CliError(EXIT.badInput, `${what}\n${mend}`);
}
