import type { BasicType } from 'hyparquet-writer';
import { type Cell, type Column, COLUMNS, type Row, rowsOf } from './columns';
import type { MeasuredEvaluation } from './measured-evaluation';

/** Rows of a row group: what is in memory at once, beside one evaluation. */
const GROUP = 10_000;

const TYPES: Readonly<Record<Column['type'], BasicType>> = {
  text: 'STRING',
  whole: 'INT32',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  time: 'TIMESTAMP',
};

/** The same table as the CSV, as Parquet: typed columns, Snappy. */
export async function* parquetOf(
  evaluations: AsyncIterable<MeasuredEvaluation>,
): AsyncGenerator<Uint8Array> {
  // Loaded only where it is needed; it is an ES module.
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const schema = schemaFromColumnData({ columnData: columnsOf([]) });
  const file = new ParquetWriter({ writer: bytes, schema, createdBy: 'ratchet' });
  const taken = (): Uint8Array => {
    const piece = new Uint8Array(bytes.buffer.slice(0, bytes.index));
    bytes.index = 0;
    return piece;
  };
  for await (const rows of groups(evaluations)) {
    await file.write({ columnData: columnsOf(rows), rowGroupSize: GROUP });
    yield taken();
  }
  await file.finish();
  yield taken();
}

async function* groups(
  evaluations: AsyncIterable<MeasuredEvaluation>,
): AsyncGenerator<readonly Row[]> {
  let waiting: Row[] = [];
  for await (const evaluation of evaluations) {
    waiting.push(...rowsOf(evaluation));
    for (; waiting.length >= GROUP; waiting = waiting.slice(GROUP)) yield waiting.slice(0, GROUP);
  }
  if (waiting.length > 0) yield waiting;
}

function columnsOf(rows: readonly Row[]) {
  return COLUMNS.map(({ name, type, mayBeMissing, of }) => ({
    name,
    type: TYPES[type],
    nullable: mayBeMissing,
    data: rows.map((row) => stored(of(row), type)),
  }));
}

function stored(cell: Cell, type: Column['type']): Cell | Date {
  return type === 'time' && typeof cell === 'string' ? new Date(cell) : cell;
}
