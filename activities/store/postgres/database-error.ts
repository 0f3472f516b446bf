import { type ErrorCode, RatchetError } from '../../../src/errors';
import { errorCode } from '../disk';

/**
 * What the database or the way to it refused, in our words.
 *
 * It may end in a workflow's history, so it tells neither an address nor what was to be written: of a connection only
 * its code, of the server only its sentence.
 */
export function databaseError(error: unknown, root: string): Error {
  if (error instanceof RatchetError) return error;
  const code = errorCode(error) ?? '';
  const said = error instanceof Error ? error.message : String(error);
  const known = REFUSALS.find(([codes]) => codes.test(code) || (code === '' && codes.test(said)));
  if (known === undefined && !isSqlState(code)) {
    return error instanceof Error ? error : new Error(said);
  }
  const [, why, ours] = known ?? OTHER;
  const message = `Cannot use the store in ${root}: ${why} (${told(code, said)})`;
  return new RatchetError(ours, message);
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code);
}

function told(code: string, said: string): string {
  if (code === '') return said;
  // Who may come in from where is told with addresses.
  return isSqlState(code) && !code.startsWith('28') ? `${code}: ${said}` : code;
}

type Refusal = readonly [RegExp, string, ErrorCode];

const AGAIN = 'the call is tried again';

/** SQLSTATE codes, codes of sockets, and what the client library says without a code. The first that fits counts. */
const REFUSALS: readonly Refusal[] = [
  [/^55P03$/, `another process holds the store for long; ${AGAIN}`, 'STORE_BUSY'],
  [
    /^25P03$/,
    `this process did not go on for so long that it lost the store; nothing was written, ${AGAIN}`,
    'STORE_BUSY',
  ],
  [
    /^(23505|40001|40P01)$/,
    `another process wrote the same at this moment; ${AGAIN}`,
    'STORE_BUSY',
  ],
  [/^53100$/, `the disk of the database is full; free some space, ${AGAIN}`, 'STORE_UNWRITABLE'],
  [/^25006$/, `the database is read-only; name the primary, ${AGAIN}`, 'STORE_UNWRITABLE'],
  [/^42501$/, `the user lacks a right; grant it, ${AGAIN}`, 'STORE_UNWRITABLE'],
  [
    /^28/,
    `the database does not let this user in; mend user or password, ${AGAIN}`,
    'STORE_UNWRITABLE',
  ],
  [/^3D000$/, `there is no such database; create it, ${AGAIN}`, 'STORE_UNWRITABLE'],
  [
    /^(08|53|57P|58)|^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|EACCES)|[Cc]onnection terminated|[Cc]onnection error|not queryable|[Tt]imeout (exceeded|expired)|[Qq]uery read timeout|SASL|SSL/,
    `the database cannot be reached; ${AGAIN}`,
    'STORE_UNWRITABLE',
  ],
];

const OTHER: Refusal = [/^/, `the database refuses it; ${AGAIN}`, 'STORE_UNWRITABLE'];
