import type { LogFields } from './log';

/** What a workflow is about, by its id: `lfm` is a study, `lfm/c1/atomic/e2-variant-atomic` an evaluation in it. */
export function subjectOf(workflowId: string): LogFields {
  if (!workflowId.includes('/')) return { study: workflowId };
  const [, study, cycle, phase, name] = CHILD.exec(workflowId) ?? [];
  if (study === undefined) return {};
  const isEvaluation = /^e\d+-/.test(name ?? '');
  const child = { study, cycle: Number(cycle), phase };
  return isEvaluation ? { ...child, evaluation: workflowId } : child;
}

const CHILD = /^([^/]+)\/c(\d+)\/([^/]+)\/([^/]+)$/;
