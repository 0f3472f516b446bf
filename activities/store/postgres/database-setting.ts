import { RatchetError } from '../../../src/errors';

/** How to reach the database that holds the store. */
export interface DatabaseSetting {
  /** May hold a password, so it goes to the client library and nowhere else; null: the PG… variables say everything. */
  readonly url: string | null;
}

/** The words that mean: in the data folder. */
const FOLDER = ['', 'folder'];

/**
 * Reads `RATCHET_STORE` where it names no plug-in.
 *
 * @returns null where the store is in the data folder
 * @throws {RatchetError} `CONTROL_INVALID`; the text itself is never repeated, it may hold a password
 */
export function databaseSetting(text: string | undefined): DatabaseSetting | null {
  const said = (text ?? '').trim();
  if (FOLDER.includes(said)) return null;
  if (said === 'postgres' || said === 'postgresql') return { url: null };
  if (/^postgres(ql)?:\/\//.test(said) && isUrl(said)) return { url: said };
  throw new RatchetError(
    'CONTROL_INVALID',
    'RATCHET_STORE: expected folder, postgres (with PGHOST, PGDATABASE and the like), a URL such as ' +
      "postgres://user@host:5432/database, or a plug-in such as ./my-store.ts; found something else. A URL's characters that mean something in a URL " +
      'are written as % and two digits',
  );
}

/** Without a host it is one all the same: `postgres:///ratchet?host=/run/postgresql`. */
function isUrl(text: string): boolean {
  return (
    URL.canParse(text) || URL.canParse(text.replace(/^(\w+):\/\/([^/]*@)?\//, '$1://$2localhost/'))
  );
}
