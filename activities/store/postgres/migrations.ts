import type { Queryable } from './queryable';

/** A step of the schema. Steps are only ever added: a store may stand at any earlier one. */
export interface Migration {
  readonly name: string;
  readonly up: (database: Queryable) => Promise<unknown>;
}

export const MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-files-and-logs',
    up: (database) =>
      database.query(`
        -- Names are paths below a data folder, in the order of their bytes on every server.
        create table ratchet.study (name text collate "C" primary key);
        create table ratchet.file (
          name text collate "C" primary key,
          content bytea not null,
          sha256 text not null generated always as (encode(sha256(content), 'hex')) stored
        );
        -- A line of a log has one place: a second writer of it is refused, whatever lock it holds.
        create table ratchet.log_line (
          log text collate "C" not null,
          seq bigint not null check (seq > 0),
          ends_at bigint not null check (ends_at > 0),
          line text not null,
          primary key (log, seq)
        );
      `),
  },
];
