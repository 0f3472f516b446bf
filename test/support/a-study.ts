import { describeIssues } from '../../src/input-issue';
import { type CarriedState, NEWEST_LOGIC } from '../../src/study/carried-state';
import { admittedState, stateBeforeAdmission } from '../../src/study/initial-state';
import { parseStudy } from '../../src/study/parse-study';
import type { Study } from '../../src/study/study';

/** A study as a person would write it, with changes. */
export function aStudyFile(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    study: 'lfm',
    phases: { atomic: 'atomic-quick', extended: 'extended-quick' },
    baseline: { model: 'lfm' },
    fallbacks: { lfm: 'big' },
    ...changes,
  };
}

/** The same, read. */
export function aStudy(changes: Readonly<Record<string, unknown>> = {}): Study {
  const parsed = parseStudy(aStudyFile(changes));
  if (!parsed.ok) throw new RangeError(describeIssues(parsed.issues));
  return parsed.value;
}

/** The state of a study just admitted, with changes. */
export function aState(study: Study, changes: Partial<CarriedState> = {}): CarriedState {
  const model = { slots: 1, pool: 'lfm', canUnload: true, digest: null, simulated: false };
  const suites = study.phases.map(({ name, suite }) => [
    name,
    { ref: { source: suite, sha256: '0'.repeat(64) }, mask: 'aaaarr', hasExamples: true },
  ]);
  const state = admittedState(stateBeforeAdmission(study, NEWEST_LOGIC), study, {
    admitted: {
      store: 'ratchet-store-abcd1234',
      suites: Object.fromEntries(suites),
      models: { lfm: model, big: model },
    },
    routes: {},
    lastSeq: 0,
    lastCycle: 0,
  });
  return { ...state, ...changes };
}
