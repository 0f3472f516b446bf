import type { Table } from '../table/table';
import { FaultDesk } from './fault-desk';
import { ModelDesk } from './model-desk';

/** All that the server knows: what it was told at start, and what it counted since. */
export interface State {
  readonly table: Table;
  readonly desks: ReadonlyMap<string, ModelDesk>;
  readonly faults: FaultDesk;
  /** Chat completion requests, whatever became of them. */
  requests: number;
}

export function initialState(table: Table): State {
  return {
    table,
    desks: new Map([...table.models].map(([name, model]) => [name, new ModelDesk(model)])),
    faults: new FaultDesk(table.faults, table.seed),
    requests: 0,
  };
}
