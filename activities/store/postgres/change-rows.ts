import { RatchetError } from '../../../src/errors';
import type { LockedFiles } from '../locked-files';
import type { LogFile } from '../log-file';
import { nameBelow } from '../name-below';
import type { Queryable } from './queryable';

/** Changes a store's rows in a transaction: all changes count when it is committed, or none. */
export function changeRows(transaction: Queryable, root: string): LockedFiles {
  const nameOf = (path: string) => nameBelow(root, path);
  return {
    replace: (path, content) => putFile(transaction, nameOf(path), content),
    append: (log, lines) => appendLines(transaction, { log, name: nameOf(log.path) }, lines),
    remove: async (path) => {
      await transaction.query('delete from ratchet.file where name = $1', [nameOf(path)]);
    },
    rename: async (from, to) => {
      await transaction.query('delete from ratchet.file where name = $1', [nameOf(to)]);
      await transaction.query('update ratchet.file set name = $2 where name = $1', [
        nameOf(from),
        nameOf(to),
      ]);
    },
  };
}

export async function putFile(
  database: Queryable,
  name: string,
  content: string | Uint8Array,
): Promise<void> {
  await database.query(
    `insert into ratchet.file (name, content) values ($1, $2)
     on conflict (name) do update set content = excluded.content`,
    [name, Buffer.from(content)],
  );
}

/**
 * Adds lines after those that the log was seen with. One that came since has the first line's place: the database
 * refuses that.
 */
async function appendLines(
  transaction: Queryable,
  { log, name }: { readonly log: LogFile; readonly name: string },
  lines: readonly string[],
): Promise<void> {
  const last = await lastSeq(transaction, name, log);
  let end = log.bytes;
  const ends = lines.map((line) => (end += Buffer.byteLength(line) + 1));
  await transaction.query(
    `insert into ratchet.log_line (log, seq, ends_at, line)
     select $1, added.seq, added.ends_at, added.line
     from unnest($2::bigint[], $3::bigint[], $4::text[]) as added (seq, ends_at, line)`,
    [name, lines.map((_, index) => last + index + 1), ends, lines],
  );
}

/** Number of the line at the place where the log ended when it was looked at; 0 for an empty log. */
async function lastSeq(transaction: Queryable, name: string, log: LogFile): Promise<number> {
  if (log.bytes === 0) return 0;
  const { rows } = await transaction.query<{ seq: string }>(
    'select seq from ratchet.log_line where log = $1 and ends_at = $2',
    [name, log.bytes],
  );
  if (rows[0]) return Number(rows[0].seq);
  throw new RatchetError(
    'STORE_CORRUPT',
    `${log.path}: no line ends at byte ${log.bytes}, so the log was changed by another hand`,
  );
}
