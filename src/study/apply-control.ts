import type { ControlName } from '../contract';
import { describeIssues, type InputIssue } from '../input-issue';
import { printable } from '../printable';
import { tooLarge } from '../size-limits';
import { withPatch } from '../spec/spec';
import { specId } from '../spec/spec-id';
import { isUndecodable } from '../undecodable';
import { withoutUndefined } from '../without-undefined';
import {
  type CarriedState,
  type ControlRecord,
  MAX_ADDED,
  MAX_CONTROLS,
  type PhaseState,
} from './carried-state';
import { missingFor, vainCandidate } from './check-change';
import {
  parseBudgetChange,
  parseGenerators,
  parseSpecChange,
  type SpecChange,
} from './parse-controls';
import type { Study } from './study';
import { withBaseline, withTried } from './tried';

/** What became of a control message. */
export interface Controlled {
  readonly state: CarriedState;
  readonly record: ControlRecord;
}

/**
 * Applies a control message to the state. Total: one that cannot be read, or asks for what is not there, changes
 * nothing but the list of messages, where it says why.
 */
export function applyControl(
  { study, state }: { readonly study: Study; readonly state: CarriedState },
  name: ControlName,
  payload: unknown,
): Controlled {
  const change = changeOf({ study, state }, name, payload);
  const record: ControlRecord =
    'refused' in change
      ? { name, applied: false, note: noteOf(change.refused) }
      : { name, applied: true, note: noteOf(change.note) };
  const next = 'refused' in change ? state : change.state;
  return {
    state: { ...next, controls: [...next.controls, record].slice(-MAX_CONTROLS) },
    record,
  };
}

/** What the status, the Web UI and the log show of it. */
function noteOf(text: string): string {
  return printable(text).slice(0, 500);
}

/** More than any message says; what is larger was made to harm. */
const LARGEST_MESSAGE = { size: 8_192, depth: 8 };

function changeOf(subject: Subject, name: ControlName, payload: unknown): Change {
  if (isUndecodable(payload)) {
    return { refused: `the payload cannot be decoded: ${payload.undecodable}` };
  }
  const large = tooLarge(payload, LARGEST_MESSAGE);
  return large === null ? CHANGES[name](subject, payload) : { refused: `(document): ${large}` };
}

interface Subject {
  readonly study: Study;
  readonly state: CarriedState;
}

type Change =
  | { readonly state: CarriedState; readonly note: string }
  | { readonly refused: string };

const CHANGES: Readonly<Record<ControlName, (subject: Subject, payload: unknown) => Change>> = {
  pause: ({ state }) => ({
    state: { ...state, paused: true },
    note: 'paused: the run in flight ends, no other starts',
  }),
  resume: ({ state }) => ({
    state: { ...state, paused: false, trouble: null, resting: false },
    note: 'resumed',
  }),
  stop: ({ state }) => ({
    state: { ...state, paused: false, trouble: null, resting: false },
    note: 'stopping: the run in flight ends, then the files are made true',
  }),
  setGenerators: ({ state }, payload) => {
    const parsed = parseGenerators(payload);
    if (!parsed.ok) return refused(parsed.issues);
    return {
      state: { ...state, generators: [...new Set(parsed.value)], resting: false },
      note: `generators are now ${parsed.value.join(', ')}`,
    };
  },
  setBudget: ({ state }, payload) => {
    const parsed = parseBudgetChange(payload);
    if (!parsed.ok) return refused(parsed.issues);
    const { cycles, runs, tokens, usd } = { ...state.budget, ...withoutUndefined(parsed.value) };
    return {
      state: { ...state, budget: { cycles, runs, tokens, usd } },
      note: `budget is now ${JSON.stringify({ cycles, runs, tokens, usd })}`,
    };
  },
  addCandidate: (subject, payload) => withChange(subject, payload, addCandidate),
  promote: (subject, payload) => withChange(subject, payload, promoteByHand),
  reject: (subject, payload) => withChange(subject, payload, rejectByHand),
};

function refused(issues: readonly InputIssue[]): Change {
  return { refused: describeIssues(issues) };
}

function withChange(
  subject: Subject,
  payload: unknown,
  apply: (subject: Subject, change: SpecChange) => Change,
): Change {
  const parsed = parseSpecChange(payload);
  if (!parsed.ok) return refused(parsed.issues);
  const missing = missingFor(subject, parsed.value);
  return missing === null ? apply(subject, parsed.value) : { refused: missing };
}

function addCandidate(subject: Subject, change: SpecChange): Change {
  const { state } = subject;
  const { phase, patch, why } = change;
  const vain = vainCandidate(subject, change);
  if (vain !== null) return { refused: vain };
  if (state.added.length >= MAX_ADDED) {
    return { refused: `expected at most ${MAX_ADDED} waiting candidates, found ${MAX_ADDED}` };
  }
  const added = { phase, patch: withoutUndefined(patch), why: why ?? 'given by hand' };
  return {
    state: { ...state, added: [...state.added, added], resting: false },
    note: `candidate for ${phase}: ${JSON.stringify(added.patch)}`,
  };
}

function promoteByHand({ state }: Subject, { phase, patch, why, by }: SpecChange): Change {
  const present = state.phases.find(({ name }) => name === phase);
  if (!present) return { refused: 'the study is not admitted yet' };
  const spec = withPatch(present.baseline, withoutUndefined(patch));
  const decision = `by hand${by ? ` of ${by}` : ''}: ${why ?? 'no reason given'}`;
  const promoted = withBaseline(present, spec, { cycle: state.cycle, decision });
  return {
    state: {
      ...state,
      phases: state.phases.map((each) => (each.name === phase ? unmeasured(promoted) : each)),
      resting: false,
    },
    note: `${specId(spec)} is the baseline of ${phase}, ${decision}`,
  };
}

/** What was measured was the old baseline. */
function unmeasured(phase: PhaseState): PhaseState {
  return { ...phase, accuracy: null, passes: '' };
}

function rejectByHand({ study, state }: Subject, { phase, patch, why, by }: SpecChange): Change {
  const present = state.phases.find(({ name }) => name === phase);
  if (!present) return { refused: 'the study is not admitted yet' };
  const spec = withPatch(present.baseline, withoutUndefined(patch));
  const marked = withTried(study, present, spec);
  return {
    state: {
      ...state,
      phases: state.phases.map((each) => (each.name === phase ? marked : each)),
    },
    note: `${specId(spec)} is not tried, by hand${by ? ` of ${by}` : ''}: ${why ?? 'no reason given'}`,
  };
}
