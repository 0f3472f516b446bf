import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAdmitStudy } from '../../activities/admit-study';
import { pluginFile } from '../../activities/plugins/plugin-file';
import { createStore } from '../../activities/store/create-store';
import { loadSuite } from '../../activities/suites/load-suite';
import { patchOf } from '../../src/app/calibrate/pilot-spec';
import { routeToCheck } from '../../src/app/check/route-to-check';
import { promiseOfRoute } from '../../src/check/promise-of-route';
import { studySchema } from '../../src/history/parse-admission';
import type { EventBody } from '../../src/history/study-event';
import { variantsOf } from '../../src/plugins/plugin-variants';
import type { PinnedFile } from '../../src/plugins/study-plugins';
import { parseRoutingConfig } from '../../src/routing/parse-routing-config';
import { advanceRouting, type RoutingConfig } from '../../src/routing/routing-config';
import { strangersIn } from '../../src/routing/strangers';
import type { EvaluationPlan } from '../../src/runs/evaluation-plan';
import { requestOf } from '../../src/runs/made-runs';
import { applyControl } from '../../src/study/apply-control';
import type { Admitted } from '../../src/study/carried-state';
import { stateToCarry, stateWhereItIsNow } from '../../src/study/moved-state';
import { VARIANT_NAMES } from '../../src/variants/variant-names';
import { admission, aSpec, aSummary, eventsOf } from '../history/study-events';
import { failureOf } from '../models/support/clients';
import { aState, aStudy } from '../support/a-study';
import { dataFolder, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

const PLUGINS = { plugins: { variants: ['/mine/terse.ts'] } };
const study = aStudy(PLUGINS);
const terse = aSpec({ variant: 'terse' });
const file = (sha256: string): PinnedFile => ({ file: '/mine/terse.ts', sha256 });
const admitted = (sha256: string): Pick<Admitted, 'plugins'> => ({
  plugins: [{ kind: 'variants', ...file(sha256) }],
});

describe('a study with a variant of its own', () => {
  it('tries it where the study names no factors, and may name it as any other', () => {
    expect(study.factors.variant).toEqual([...VARIANT_NAMES, 'terse']);
    expect(variantsOf(study)).toContain('terse');
    const factors = { variant: ['terse'], retries: [1] };
    const baseline = { model: 'lfm', variant: 'terse' };
    expect(aStudy({ ...PLUGINS, factors, baseline }).factors).toEqual(factors);
    expect(studySchema.parse(study)).toEqual(study);
  });

  it('takes it as a candidate by hand, and none that it does not have', () => {
    const add = (of: typeof study) =>
      applyControl({ study: of, state: aState(of) }, 'addCandidate', {
        phase: 'atomic',
        patch: { variant: 'terse' },
      }).record;
    expect(add(study)).toMatchObject({ applied: true });
    expect(add(aStudy())).toEqual({
      name: 'addCandidate',
      applied: false,
      note: `patch.variant: expected one of ${VARIANT_NAMES.join(', ')}, found terse`,
    });
  });

  it('takes it from a routing file that was edited by hand', () => {
    const at = { at: '2026-01-01T00:00:00.000Z' };
    const told = { specId: '', reason: '', fallbacks: [], sinceCycle: 1, decision: '' };
    const phases = { atomic: { ...told, route: terse, measured: at } };
    const request = { study: 'lfm', phases: ['atomic'], models: ['lfm'] };
    expect(strangersIn(phases, { ...request, variants: variantsOf(study) })).toBe('');
    expect(strangersIn(phases, request)).toContain(
      'phases.atomic.route.variant: expected one of this study (native_api, ',
    );
  });

  it('names its file in the requests of its runs, and in no others', () => {
    const steps = [terse, aSpec()].map((spec) => ({ spec, prepare: 'none' }) as const);
    const plan: EvaluationPlan = {
      study: 'lfm',
      cycle: 1,
      phase: 'atomic',
      name: 'e1',
      suite: { source: 'atomic', sha256: '' },
      mask: 'aaaarr',
      items: 'steering',
      steps,
      prompts: {},
      params: {},
      enoughWhenIdentical: null,
      variantFiles: { terse: file('a') },
    };
    expect(requestOf(plan, 'lfm/c1/atomic/e1', { place: 0, tellsLast: false })).toMatchObject({
      variantFile: file('a'),
    });
    expect(requestOf(plan, 'lfm/c1/atomic/e1', { place: 1, tellsLast: false })).not.toHaveProperty(
      'variantFile',
    );
  });

  it('is not admitted where its route asks by a variant that it no longer names', async () => {
    const admit = createAdmitStudy({
      storeQueue: 'store',
      models: {},
      clientOf: () => {
        throw new RangeError('Nobody is asked');
      },
      studyEnd: async () => ({ lastSeq: 9, lastCycle: 2, routes: { atomic: terse } }),
      keepPlugin: async () => undefined,
      ownerOf: async () => null,
    });
    const seeded = aStudy({
      phases: { atomic: 'atomic-quick' },
      baseline: undefined,
      fallbacks: {},
    });
    expect(await failureOf(admit(seeded))).toMatchObject({
      type: 'STUDY_INVALID',
      message: expect.stringContaining('the route of atomic asks by terse, which is neither'),
    });
  });
});

describe('evidence of a variant of a plug-in', () => {
  const measured = (passes: number): EventBody => ({
    type: 'baseline-measured',
    phase: 'atomic',
    summary: aSummary(terse, `s/c1/atomic/e${passes}`, passes),
  });
  const admittedWith = (sha256: string): EventBody => {
    const body = admission('s', [{ phase: 'atomic', spec: terse, fallbacks: [] }]);
    if (body.type !== 'study-admitted') throw new RangeError('It is an admission');
    return { ...body, admitted: { ...body.admitted, ...admitted(sha256) } };
  };
  const eventsWith = (bodies: readonly EventBody[]) =>
    eventsOf(
      's',
      bodies.map((body, place) => [place + 1, body]),
    );
  const runsOf = (bodies: readonly EventBody[], sha256 = 'a') =>
    promiseOfRoute(
      eventsWith(bodies),
      { spec: terse, variantFile: file(sha256) },
      'aaaarr',
    )?.batches.map(({ evaluation }) => evaluation) ?? null;

  it('counts while the file is the same, and says nothing of another', () => {
    const [one, two] = [measured(3), measured(4)];
    const [old, other] = [admittedWith('a'), admittedWith('b')];
    expect(runsOf([old, one, old, two])).toEqual(['s/c1/atomic/e3', 's/c1/atomic/e4']);
    expect(runsOf([old, one, other, two])).toEqual(['s/c1/atomic/e3']);
    expect(runsOf([old, one, other, two], 'b')).toEqual(['s/c1/atomic/e4']);
    expect(runsOf([old, one, other], 'b')).toBeNull();
  });

  it('is that of the route, which names the bytes: an earned one stays with those that it was earned by', () => {
    const routeAfter = (bodies: readonly EventBody[]) =>
      eventsWith(bodies).reduce<RoutingConfig | undefined>(advanceRouting, undefined)?.phases[
        'atomic'
      ];
    const [old, other] = [admittedWith('a'), admittedWith('b')];
    const earned: EventBody = {
      type: 'baseline-promoted',
      phase: 'atomic',
      from: aSpec(),
      to: terse,
      improvement: 1 / 6,
      decision: 'c2/atomic/e1-variant-terse/decided',
      reason: 'Better in 7 of 7 runs',
    };
    expect(routeAfter([old])).toMatchObject({ sinceCycle: 0, variantFile: file('a') });
    expect(routeAfter([old, other])).toMatchObject({ sinceCycle: 0, variantFile: file('b') });
    expect(routeAfter([old, earned])).toMatchObject({ sinceCycle: 2, variantFile: file('a') });
    expect(routeAfter([old, earned, other])).toMatchObject({ variantFile: file('a') });
    const config = eventsWith([old, earned]).reduce<RoutingConfig | undefined>(
      advanceRouting,
      undefined,
    );
    expect(parseRoutingConfig(JSON.stringify(config))).toEqual({ ok: true, value: config });
  });

  it('is checked again with the same bytes alone', async () => {
    const dataDir = await dataFolder();
    const path = join(dataDir, 'terse.ts');
    await writeFile(path, 'export const next = () => ({});');
    const pinned = await pluginFile(path);
    const { sha256 } = await loadSuite('atomic-quick');
    const body = admittedWith(pinned.sha256);
    if (body.type !== 'study-admitted') throw new RangeError('It is an admission');
    const suites = {
      atomic: { ref: { source: 'atomic-quick', sha256 }, mask: 'aaaarr', hasExamples: true },
    };
    const plugins = [{ kind: 'variants', ...pinned } as const];
    const events = eventsOf('s', [
      [1, { ...body, admitted: { ...body.admitted, suites, plugins } }],
      [1, measured(4)],
    ]);
    await createStore({ dataDir }).recordEvents({ study: 's', events });
    const route = {
      spec: terse,
      variantFile: pinned,
      fallbacks: [],
      study: 's',
      sinceCycle: 0,
      decision: '',
      reason: '',
      simulated: false,
      since: '',
    };
    expect(await routeToCheck(dataDir, 'atomic', route)).toMatchObject({ variantFile: pinned });
    await writeFile(path, 'export const next = () => null;');
    await expect(routeToCheck(dataDir, 'atomic', route)).rejects.toThrow(
      `the variant terse is not the file that it was measured with; put it back: ${path}`,
    );
  });

  it('is not made by a pilot, which has no study', () => {
    expect(() => patchOf(['variant=terse'])).toThrow('those of plug-ins need a study');
    expect(patchOf(['variant=atomic'])).toEqual({ variant: 'atomic' });
  });

  it('goes to another server with the same bytes alone', () => {
    const state = aState(study);
    const here = { ...state, admitted: { ...state.admitted, ...admitted('a') } };
    const carried = stateToCarry(here, { seq: 4, cycle: 1 });
    const found = (sha256: string) => ({
      admitted: { ...state.admitted, ...admitted(sha256) },
      routes: {},
      lastSeq: 4,
      lastCycle: 1,
    });
    expect(stateWhereItIsNow(carried, found('a'))).toMatchObject({ ok: true });
    expect(stateWhereItIsNow(carried, found('b'))).toMatchObject({
      ok: false,
      code: 'PLUGIN_FAILED',
      message: expect.stringContaining(
        'the variant terse is not the one that it was measured with',
      ),
    });
  });
});
