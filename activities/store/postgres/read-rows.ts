import type { LogFile } from '../log-file';
import type { StoreFiles } from '../medium';
import { nameBelow } from '../name-below';
import type { Queryable } from './queryable';

/** Lines that are fetched at once: few at first, since most readers want the last ones. */
const FIRST_PAGE = 4;
const PAGE = 500;

/** Reads a store from the rows of a database. */
export function readRows(database: Queryable, root: string): StoreFiles {
  const nameOf = (path: string) => nameBelow(root, path);
  const bytes = (path: string) => bytesOf(database, nameOf(path));
  return {
    root,
    bytes,
    text: async (path) => (await bytes(path))?.toString('utf8'),
    isThere: async (path) => (await lengthOf(database, nameOf(path))) !== undefined,
    namesBelow: (folder) => namesBelow(database, nameOf(folder)),
    studyNames: async () => {
      const { rows } = await database.query<{ name: string }>(
        'select name from ratchet.study order by name',
      );
      return rows.map(({ name }) => name);
    },
    lookAtLog: async (path) => ({ path, bytes: (await logLength(database, nameOf(path))) ?? 0 }),
    linesFrom: (log, start) => linesFrom(database, { log, name: nameOf(log.path) }, start),
    linesBackwards: (log) => linesBackwards(database, { log, name: nameOf(log.path) }),
  };
}

async function bytesOf(database: Queryable, name: string): Promise<Buffer | undefined> {
  const { rows } = await database.query<{ content: Buffer | null }>(
    `select coalesce(
       (select content from ratchet.file where name = $1),
       (select convert_to(string_agg(line || E'\\n', '' order by seq), 'UTF8') from ratchet.log_line where log = $1)
     ) as content`,
    [name],
  );
  return rows[0]?.content ?? undefined;
}

async function lengthOf(database: Queryable, name: string): Promise<number | undefined> {
  const { rows } = await database.query<{ bytes: string }>(
    'select length(content)::bigint as bytes from ratchet.file where name = $1',
    [name],
  );
  const [file] = rows;
  return file ? Number(file.bytes) : logLength(database, name);
}

async function logLength(database: Queryable, name: string): Promise<number | undefined> {
  const { rows } = await database.query<{ bytes: string }>(
    'select ends_at as bytes from ratchet.log_line where log = $1 order by seq desc limit 1',
    [name],
  );
  return rows[0] && Number(rows[0].bytes);
}

async function namesBelow(database: Queryable, folder: string): Promise<readonly string[]> {
  const prefix = folder === '' ? '' : `${folder}/`;
  const { rows } = await database.query<{ name: string }>(
    `select name from ratchet.file where starts_with(name, $1)
     union select distinct log from ratchet.log_line where starts_with(log, $1)`,
    [prefix],
  );
  return rows.map(({ name }) => name.slice(prefix.length)).toSorted();
}

interface NamedLog {
  readonly log: LogFile;
  readonly name: string;
}

interface LineRow {
  readonly seq: string;
  readonly line: string;
}

async function* linesFrom(
  database: Queryable,
  { log, name }: NamedLog,
  start: number,
): AsyncGenerator<string> {
  let after = '0';
  for (;;) {
    const { rows } = await database.query<LineRow>(
      `select seq, line from ratchet.log_line
       where log = $1 and seq > $2 and ends_at > $3 and ends_at <= $4 order by seq limit ${PAGE}`,
      [name, after, start, log.bytes],
    );
    for (const { line } of rows) yield line;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.seq;
  }
}

async function* linesBackwards(
  database: Queryable,
  { log, name }: NamedLog,
): AsyncGenerator<string> {
  let before: string | null = null;
  for (let page = FIRST_PAGE; ; page = PAGE) {
    const found: { readonly rows: readonly LineRow[] } = await database.query<LineRow>(
      `select seq, line from ratchet.log_line
       where log = $1 and ends_at <= $2 and ($3::bigint is null or seq < $3) order by seq desc limit ${page}`,
      [name, log.bytes, before],
    );
    for (const { line } of found.rows) yield line;
    const last = found.rows.at(-1);
    if (!last || found.rows.length < page) return;
    before = last.seq;
  }
}
