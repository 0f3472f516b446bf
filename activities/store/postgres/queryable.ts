import type { QueryResultRow } from 'pg';

/** A connection, or a pool of them. Failures are told as `RatchetError`. */
export interface Queryable {
  query<Row extends QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Row[]; readonly rowCount: number | null }>;
}
