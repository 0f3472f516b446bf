import type { CarriedState } from '../study/carried-state';
import { parseStudy } from '../study/parse-study';
import type { Study } from '../study/study';
import type { RunRecord } from './run-record';

/** What a run of a study's workflow was started with. */
export interface CycleInput {
  readonly study: Study;
  readonly carried: CarriedState | undefined;
  readonly next: CarriedState | undefined;
  /** What the study gave back when it ended; undefined where the run did not end it. */
  readonly report: unknown;
}

/** The study and its state as a cycle began with them, and the state that it handed on; null: it is no study. */
export function cycleInputOf({ input, end }: RunRecord): CycleInput | null {
  const study = parseStudy(input[0]);
  if (!study.ok) return null;
  const handedOn = end?.kind === 'continued-as-new' ? end.input[1] : undefined;
  const report = end?.kind === 'completed' ? end.result : undefined;
  return { study: study.value, carried: stateIn(input[1]), next: stateIn(handedOn), report };
}

/** A state that an earlier cycle handed on: as far as an audit reads it, it has to look like one. */
function stateIn(value: unknown): CarriedState | undefined {
  return looksLikeState(value) ? value : undefined;
}

function looksLikeState(value: unknown): value is CarriedState {
  const { logic, ledger, phases, admitted } = Object(value);
  return (
    typeof logic === 'number' &&
    typeof Object(ledger).tickets === 'number' &&
    Array.isArray(phases) &&
    typeof Object(admitted).suites === 'object'
  );
}
