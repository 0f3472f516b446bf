import type { AdmissionResult } from '../contract';
import type { ErrorCode } from '../errors';
import { variantFiles } from '../plugins/plugin-variants';
import type { CarriedState } from './carried-state';

type Moved =
  | { readonly ok: true; readonly state: CarriedState }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

/**
 * The state of a study that is to leave its server: the cycle after its last one comes next, and nothing of the place
 * that it leaves is in it.
 *
 * @param last - the last event in its log: where the study was closed from outside, the store wrote some of its own
 */
export function stateToCarry(
  state: CarriedState,
  last: { readonly seq: number; readonly cycle: number },
): CarriedState {
  return {
    ...state,
    cycle: last.cycle + 1,
    nextSeq: last.seq + 1,
    admitted: { ...state.admitted, store: '' },
    moved: true,
  };
}

/**
 * The state with what admission found where the study is now. Its log must have come with it, and its suites
 * and its own variants must be what they were: evidence about other items, or of another way to ask, is no evidence.
 */
export function stateWhereItIsNow(carried: CarriedState, found: AdmissionResult): Moved {
  const wrong =
    otherLog(carried, found) ?? otherSuite(carried, found) ?? otherVariant(carried, found);
  if (wrong) return { ok: false, ...wrong };
  const { moved: _moved, ...state } = carried;
  return { ok: true, state: { ...state, admitted: found.admitted } };
}

type Wrong = { readonly code: ErrorCode; readonly message: string } | null;

function otherLog({ cycle, nextSeq }: CarriedState, found: AdmissionResult): Wrong {
  const { lastSeq, lastCycle } = found;
  if (lastCycle + 1 === cycle && lastSeq + 1 === nextSeq) return null;
  const message = `Cannot go on with the study: expected its log in this data folder, ${nextSeq - 1} events up to cycle ${cycle - 1}; found ${lastSeq} up to cycle ${lastCycle}. Start it with the data folder of the workers: RATCHET_DATA`;
  return { code: 'STORE_CONFLICT', message };
}

function otherSuite(
  { phases, admitted: before }: CarriedState,
  { admitted }: AdmissionResult,
): Wrong {
  const changed = phases.find(
    ({ name }) => before.suites[name]?.ref.sha256 !== admitted.suites[name]?.ref.sha256,
  );
  if (!changed) return null;
  const message = `Cannot go on with the study: the suite of ${changed.name} is not the one that it was measured with; put that one where the study says: ${admitted.suites[changed.name]?.ref.source ?? ''}`;
  return { code: 'SUITE_CHANGED', message };
}

/** Evidence of a variant is of the bytes that asked and read. */
function otherVariant({ admitted: before }: CarriedState, { admitted }: AdmissionResult): Wrong {
  const [then, now] = [variantFiles(before.plugins), variantFiles(admitted.plugins)];
  const changed = Object.keys(then).find((name) => then[name]?.sha256 !== now[name]?.sha256);
  if (changed === undefined) return null;
  const message = `Cannot go on with the study: the file of the variant ${changed} is not the one that it was measured with; put that one where the study says: ${now[changed]?.file ?? ''}`;
  return { code: 'PLUGIN_FAILED', message };
}
