import fc from 'fast-check';
import { CONTROLS, type ControlName } from '../../src/contract';
import { withPatch } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { applyControl } from '../../src/study/apply-control';
import {
  type CarriedState,
  MAX_ADDED,
  MAX_CONTROLS,
  NEWEST_LOGIC,
} from '../../src/study/carried-state';
import { stateBeforeAdmission } from '../../src/study/initial-state';
import { wasTried } from '../../src/study/tried';
import { aState, aStudy } from '../support/a-study';

const study = aStudy({ prompts: { terse: { system: 'Answer shortly' } } });
const admitted = aState(study);
const halted: CarriedState = {
  ...admitted,
  paused: true,
  resting: true,
  trouble: { code: 'MODEL_UNAUTHORIZED', message: 'no key' },
};

const send = (name: ControlName, payload?: unknown, state = admitted) =>
  applyControl({ study, state }, name, payload);
const atomic = ({ phases }: CarriedState) => {
  const found = phases.find(({ name }) => name === 'atomic');
  if (!found) throw new RangeError('The study has a phase atomic');
  return found;
};

describe('applyControl()', () => {
  it('pauses, and says what that means', () => {
    const { state, record } = send('pause');
    expect(state.paused).toBe(true);
    expect(record).toEqual({
      name: 'pause',
      applied: true,
      note: 'paused: the run in flight ends, no other starts',
    });
    expect(state.controls).toEqual([record]);
  });

  it.each(['resume', 'stop'] as const)('%s ends pause, rest and trouble', (name) => {
    expect(send(name, undefined, halted).state).toMatchObject({
      paused: false,
      resting: false,
      trouble: null,
    });
  });

  it.each([
    { payload: ['retries', 'variant', 'retries'] },
    { payload: { generators: ['retries', 'variant'] } },
  ])('sets the generators by $payload and wakes the study', ({ payload }) => {
    const { state } = send('setGenerators', payload, halted);
    expect(state).toMatchObject({
      generators: ['retries', 'variant'],
      resting: false,
      paused: true,
    });
  });

  it('sets the limits that are named, lifts those that are null, and leaves the others', () => {
    const state = { ...admitted, budget: { cycles: 5, runs: 100, tokens: null, usd: 1 } };
    expect(send('setBudget', { runs: 500, usd: null }, state).state.budget).toEqual({
      cycles: 5,
      runs: 500,
      tokens: null,
      usd: null,
    });
  });

  it('puts a candidate on the list and wakes the study', () => {
    const payload = { phase: 'atomic', patch: { retries: 2, prompt: 'terse' }, why: 'a guess' };
    const { state, record } = send('addCandidate', payload, halted);
    expect(state).toMatchObject({ added: [payload], resting: false });
    expect(record).toMatchObject({
      applied: true,
      note: 'candidate for atomic: {"retries":2,"prompt":"terse"}',
    });
  });

  it('makes a spec the baseline by hand: everything may be tried again, nothing of it is measured', () => {
    const measured = {
      ...admitted,
      phases: admitted.phases.map((phase) => ({
        ...phase,
        accuracy: 0.5,
        passes: '7777',
        tried: 'f',
      })),
    };
    const payload = { phase: 'atomic', patch: { variant: 'atomic' }, why: 'I know it', by: 'Ann' };
    const { state, record } = send('promote', payload, measured);
    expect(record.note).toBe(
      'lfm/atomic/atomic/t60/r1/i0/w0/T0 is the baseline of atomic, by hand of Ann: I know it',
    );
    expect(atomic(state)).toMatchObject({
      baseline: { variant: 'atomic' },
      origin: { variant: 'native_api' },
      sinceCycle: 1,
      decision: 'by hand of Ann: I know it',
      tried: '',
      accuracy: null,
      passes: '',
    });
    expect(state.phases[1]).toEqual(measured.phases[1]);
  });

  it('marks a spec as tried by hand, inside the factor space and outside of it', () => {
    for (const patch of [{ retries: 2 }, { timeoutSeconds: 7 }]) {
      const { state, record } = send('reject', { phase: 'atomic', patch });
      expect(record).toMatchObject({ applied: true });
      expect(wasTried(study, atomic(state), withPatch(atomic(state).baseline, patch))).toBe(true);
    }
  });
});

describe('a message that cannot be applied', () => {
  const given = aState(study, {
    phases: admitted.phases.map((phase) =>
      phase.name === 'atomic' ? { ...phase, tried: 'f'.repeat(16_384) } : phase,
    ),
  });
  const noExamples = aState(study);
  const plain = {
    ...noExamples,
    admitted: {
      ...noExamples.admitted,
      suites: Object.fromEntries(
        Object.entries(noExamples.admitted.suites).map(([name, suite]) => [
          name,
          { ...suite, hasExamples: false },
        ]),
      ),
    },
  };

  it.each<[ControlName, unknown, string]>([
    [
      'setGenerators',
      'variant',
      '(document): expected a list of generators, found the text "variant"',
    ],
    ['setGenerators', [], '(document): expected at least one generator, found an empty list'],
    ['setGenerators', undefined, '(document): expected a list of generators, found nothing'],
    [
      'setBudget',
      { runs: 0 },
      'runs: expected a whole number from 1 to 9007199254740991, found the number 0',
    ],
    ['setBudget', { runs: 1.5 }, 'runs: expected a whole number, found the number 1.5'],
    ['setBudget', { cycle: 3 }, 'cycle: unknown field; did you mean "cycles"?'],
    [
      'addCandidate',
      { phase: 'atomic' },
      'patch: expected an object with named fields, but the field is missing',
    ],
    [
      'addCandidate',
      { phase: 'atomc', patch: {} },
      'phase: expected one of atomic, extended, found atomc; did you mean "atomic"?',
    ],
    [
      'addCandidate',
      { phase: 'atomic', patch: { model: 'bag' } },
      'patch.model: expected one of lfm, big, found bag; did you mean "big"?',
    ],
    [
      'promote',
      { phase: 'atomic', patch: { prompt: 'none' } },
      'patch.prompt: expected one of default, terse, found none',
    ],
    [
      'reject',
      { phase: 'atomic', patch: { params: 'none' } },
      'patch.params: expected one of default, found none',
    ],
    [
      'addCandidate',
      { phase: 'atomic', patch: {} },
      'patch: expected a change, found the baseline itself, lfm/atomic/native_api/t60/r1/i0/w0/T0',
    ],
  ])('%s %j changes nothing, and the list says why', (name, payload, note) => {
    expectRefused({ name, payload, note, state: admitted });
  });

  it.each<Refused & { readonly when: string }>([
    {
      when: 'it was tried already',
      name: 'addCandidate',
      payload: { phase: 'atomic', patch: { retries: 2 } },
      note: 'patch: expected a spec that is still untried, found lfm/atomic/native_api/t60/r2/i0/w0/T0, decided against the present baseline',
      state: given,
    },
    {
      when: 'the suite has no examples',
      name: 'addCandidate',
      payload: { phase: 'atomic', patch: { variant: 'few_shot' } },
      note: 'patch.variant: expected a variant that needs no worked examples, found few_shot; the suite of atomic has none',
      state: plain,
    },
    {
      when: 'there is no baseline yet',
      name: 'promote',
      payload: { phase: 'atomic', patch: {} },
      note: 'the study is not admitted yet',
      state: stateBeforeAdmission(study, NEWEST_LOGIC),
    },
    {
      when: 'there is no baseline yet',
      name: 'reject',
      payload: { phase: 'atomic', patch: {} },
      note: 'the study is not admitted yet',
      state: stateBeforeAdmission(study, NEWEST_LOGIC),
    },
  ])('$name changes nothing when $when, and the list says why', expectRefused);
});

interface Refused {
  readonly name: ControlName;
  readonly payload: unknown;
  readonly note: string;
  readonly state: CarriedState;
}

function expectRefused({ name, payload, note, state }: Refused): void {
  const controlled = send(name, payload, state);
  expect(controlled.record).toEqual({ name, applied: false, note });
  expect(controlled.state).toEqual({ ...state, controls: [controlled.record] });
}

describe('what messages may grow to', () => {
  it('is the newest controls', () => {
    const state = Array.from({ length: MAX_CONTROLS + 3 }).reduce<CarriedState>(
      (before, _, n) => send(n < 3 ? 'pause' : 'resume', undefined, before).state,
      admitted,
    );
    expect(state.controls.map(({ name }) => name)).toEqual(
      Array.from({ length: MAX_CONTROLS }, () => 'resume'),
    );
  });

  it('is so many waiting candidates; one more is refused', () => {
    const state = Array.from({ length: MAX_ADDED + 1 }).reduce<CarriedState>(
      (before, _, n) =>
        send('addCandidate', { phase: 'atomic', patch: { warmup: n + 1 } }, before).state,
      admitted,
    );
    expect(state.added).toHaveLength(MAX_ADDED);
    expect(state.controls.at(-1)).toEqual({
      name: 'addCandidate',
      applied: false,
      note: 'expected at most 16 waiting candidates, found 16',
    });
  });
});

describe('applyControl(), whatever it gets', () => {
  const control = fc.constantFrom(...CONTROLS);
  const change = fc.record(
    {
      phase: fc.oneof(fc.constantFrom('atomic', 'extended'), fc.anything()),
      patch: fc.oneof(
        fc.record(
          { retries: fc.integer({ min: -1, max: 11 }), warmup: fc.anything(), prompt: fc.string() },
          { requiredKeys: [] },
        ),
        fc.anything(),
      ),
      why: fc.oneof(fc.string({ maxLength: 600 }), fc.anything()),
      by: fc.string(),
    },
    { requiredKeys: [] },
  );
  const payload = fc.oneof(fc.anything(), change);

  it.each([
    { when: 'admitted', start: admitted },
    { when: 'not yet admitted', start: stateBeforeAdmission(study, NEWEST_LOGIC) },
  ])('never throws, notes each message and stays plain JSON when $when', ({ start }) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(control, payload), { maxLength: 30 }), (messages) => {
        let state: CarriedState = start;
        for (const [name, sent] of messages) {
          const controlled = send(name, sent, state);
          expect(controlled.record.name).toBe(name);
          expect(controlled.record.note).not.toBe('');
          expect(controlled.state.controls.at(-1)).toEqual(controlled.record);
          state = controlled.state;
        }
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        expect(state.controls.length).toBeLessThanOrEqual(MAX_CONTROLS);
        expect(state.added.length).toBeLessThanOrEqual(MAX_ADDED);
        expect(state.controls.every(({ note }) => note.length <= 500)).toBe(true);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('keeps every baseline a spec of its own phase', () => {
    const { state } = send('promote', { phase: 'extended', patch: { warmup: 3 } });
    expect(state.phases.map(({ baseline }) => specId(baseline))).toEqual([
      'lfm/atomic/native_api/t60/r1/i0/w0/T0',
      'lfm/extended/native_api/t60/r1/i0/w3/T0',
    ]);
  });
});
