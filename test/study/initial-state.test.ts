import { NEWEST_LOGIC } from '../../src/study/carried-state';
import { admittedState, stateBeforeAdmission } from '../../src/study/initial-state';
import { candidateValues, modelsOf, spaceFactors } from '../../src/study/phase-values';
import { aStudy } from '../support/a-study';
import { aSpec } from '../support/evaluation-summary';

const study = aStudy({ phases: { atomic: 'one', extended: 'two' }, budget: { runs: 100 } });
const admission = {
  admitted: { store: 'store-1', suites: {}, models: {} },
  routes: {},
  lastSeq: 0,
  lastCycle: 0,
};

describe('admittedState()', () => {
  it('starts at cycle 1 from the given baselines, with nothing tried or measured', () => {
    const state = admittedState(stateBeforeAdmission(study, NEWEST_LOGIC), study, admission);
    expect(state).toMatchObject({ cycle: 1, nextSeq: 1, budget: { runs: 100 }, paused: false });
    expect(state.phases.map(({ name }) => name)).toEqual(['atomic', 'extended']);
    expect(state.phases[0]).toMatchObject({
      baseline: aSpec(),
      origin: aSpec(),
      sinceCycle: 0,
      tried: '',
      accuracy: null,
    });
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  it('goes on where an earlier study of this name ended', () => {
    const state = admittedState(stateBeforeAdmission(study, NEWEST_LOGIC), study, {
      ...admission,
      lastSeq: 41,
      lastCycle: 6,
    });
    expect(state).toMatchObject({ cycle: 7, nextSeq: 42 });
  });

  it('keeps what messages changed before it', () => {
    const early = {
      ...stateBeforeAdmission(study, NEWEST_LOGIC),
      paused: true,
      generators: ['retries'],
    };
    expect(admittedState(early, study, admission)).toMatchObject({
      paused: true,
      generators: ['retries'],
    });
  });

  it('starts a phase without a baseline from its route, and prefers a baseline that is given', () => {
    const route = aSpec({ variant: 'atomic', warmup: 3 });
    const routed = aStudy({ baseline: undefined, phases: { atomic: 'one' } });
    const from = (of: typeof study) =>
      admittedState(stateBeforeAdmission(of, NEWEST_LOGIC), of, {
        ...admission,
        routes: { atomic: route },
      }).phases[0]?.baseline;
    expect(from(routed)).toEqual(route);
    expect(from(study)).toEqual(aSpec());
  });

  it('takes no route for a name that every object has', () => {
    const other = aStudy({ baseline: undefined, phases: { odd: 'one' } });
    const odd = {
      ...other,
      phases: other.phases.map((phase) => ({ ...phase, name: 'constructor' })),
    };
    expect(admittedState(stateBeforeAdmission(odd, NEWEST_LOGIC), odd, admission).phases).toEqual(
      [],
    );
  });
});

describe('the values of a phase', () => {
  const values = aStudy({ factors: { retries: [2, 2, 0], model: ['lfm', 'small'] } });

  it('are the first baseline’s own and the study’s, each once', () => {
    expect(candidateValues(values, aSpec())).toMatchObject({
      retries: [1, 2, 0],
      model: ['lfm', 'small'],
      warmup: [0],
    });
  });

  it('hold the fallbacks only where a route is meant, not as candidates', () => {
    expect(candidateValues(values, aSpec()).model).not.toContain('big');
    expect(spaceFactors(values).model).toEqual(['lfm', 'small', 'big']);
    expect(modelsOf(values, [aSpec()])).toEqual(['lfm', 'small', 'big']);
  });
});
