import type { RunRequest } from '../../runs/run';
import { specId } from '../../spec/spec-id';
import type { LogFields } from './log';

/** What a run is about. */
export function fieldsOfRun({ study, cycle, evaluation, run, spec }: RunRequest): LogFields {
  return { study, cycle, phase: spec.phase, spec: specId(spec), evaluation, run };
}
