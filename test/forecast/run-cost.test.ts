import { join } from 'node:path';
import { loadSuite } from '../../activities/suites/load-suite';
import { dryRun } from '../../src/app/forecast/dry-run';
import { forecastLines } from '../../src/app/output/forecast-lines';
import { createOutput } from '../../src/app/output/output';
import { readStudyFile } from '../../src/app/read-study-file';
import { keyOf, measuredItems } from '../../src/forecast/measured-items';
import { ASSUMED, costOfRun } from '../../src/forecast/run-cost';
import { steeringItems } from '../../src/suites/mask';
import { fileIn, temporaryFolder } from '../cli/ratchet';
import { aSpec, aSummary, eventsOf } from '../history/study-events';
import { aStudy } from '../support/a-study';

async function material() {
  const { suite } = await loadSuite('atomic-quick');
  return { study: aStudy(), suite, items: steeringItems(suite), measured: null };
}

describe('what a run costs', () => {
  it('is a call per item, more for the variant of small questions, and for attempts and warm-up', async () => {
    const known = await material();
    const calls = (changes: object, course: 'least' | 'likely' | 'most' = 'least') =>
      costOfRun(aSpec(changes), course, known).calls;
    expect(calls({})).toBe(6);
    expect(calls({ warmup: 3 })).toBe(9);
    // One more is made and thrown away where the model cannot be unloaded.
    expect(calls({}, 'likely')).toBe(7);
    expect(calls({ retries: 2 }, 'most')).toBe(3 * 6 + 1);
    expect(calls({ variant: 'atomic' }, 'likely')).toBeGreaterThan(calls({}, 'likely'));
  });

  it('counts the tokens of the questions as their variant words them, and the conversation before them', async () => {
    const known = await material();
    const tokens = (changes: object) => costOfRun(aSpec(changes), 'likely', known).inputTokens;
    expect(tokens({ isolation: 0 })).toBeGreaterThan(tokens({ isolation: 1 }));
    expect(tokens({ variant: 'few_shot' })).toBeGreaterThan(tokens({ variant: 'json_schema' }));
    expect(costOfRun(aSpec({ timeoutSeconds: 1 }), 'likely', known).seconds).toBe(7);
    expect(costOfRun(aSpec(), 'likely', known).outputTokens).toBe(
      7 * ASSUMED.tokensPerAnswer.likely,
    );
  });

  it('is what earlier studies measured of the same model and variant, where there are any', async () => {
    const spec = aSpec();
    const found = measuredItems(
      eventsOf('s', [
        [
          1,
          { type: 'baseline-measured', phase: 'atomic', summary: aSummary(spec, 's/c1/atomic/e0') },
        ],
      ]),
    );
    const measured = found.get(keyOf(spec)) ?? null;
    expect(measured?.inputTokens).toEqual({ least: 100, likely: 100, most: 100 });
    expect(found.has(keyOf(aSpec({ variant: 'atomic' })))).toBe(false);
    const cost = costOfRun(spec, 'most', { ...(await material()), measured });
    expect(cost).toMatchObject({ inputTokens: 600, outputTokens: 60 });
    expect(cost.seconds).toBeCloseTo(0.72, 9);
  });
});

describe('a dry run', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = before;
  });

  it('says what a study may take, what its suites show and what they leave in the dark, without a server', async () => {
    const folder = temporaryFolder();
    process.env = {
      ...before,
      RATCHET_DATA: join(folder, 'data'),
      RATCHET_MODELS: join(folder, 'none'),
    };
    const file = fileIn(
      folder,
      'study.yaml',
      'study: mine\nphases: { atomic: atomic-quick }\nbaseline: { model: lfm }\nfactors: { variant: [native_api, atomic] }\n',
    );
    const found = await dryRun(await readStudyFile(file));
    expect(found.takes.least).toMatchObject({ runs: 14, usd: null });
    expect(found.assumed).toEqual(['lfm/native_api', 'lfm/atomic']);
    const [suite] = found.suites;
    expect(suite).toMatchObject({ items: 6, restraint: 2, heldOut: 0 });
    // Where answers never vary, one item gained is certain: 1 chance in 3432 at the first look.
    expect(suite?.shows[0]?.byLook[0]).toMatchObject({ runs: 7, smallest: { items: 1 } });
    const sizes = suite?.shows.map(({ byLook }) => byLook[1]?.smallest?.items ?? Infinity) ?? [];
    expect(sizes).toEqual(sizes.toSorted((left, right) => left - right));
    expect(found.warnings).toEqual([
      expect.stringContaining('6 items that steer'),
      expect.stringContaining('no held-out items'),
    ]);
    const plugged = await dryRun({
      ...(await readStudyFile(file)),
      generators: ['warmup'],
      plugins: {
        generators: ['/mine/pairs.ts'],
        gates: ['/mine/slow.ts'],
        diagnosis: ['/rule.ts'],
      },
    });
    // No built-in generator has anything to try here, and the plug-ins may have.
    expect(plugged.takes.least).toMatchObject({ runs: 7 });
    expect(plugged.warnings).toEqual([
      'plugins: what pairs.ts and rule.ts may propose is not counted, and adds runs to these; budget bounds them',
      ...found.warnings,
    ]);
    const told = forecastLines(found, createOutput({})).join('\n');
    expect(told).toMatch(/runs +14 /);
    expect(told).toContain('There is no models file here');
    expect(told).toMatch(
      /noise +in 7 runs +in 14 runs +in 28 runs\n +if deterministic +0\.17 \(1 item\)/,
    );
  });

  it('takes the models file beside the study, and names a model that it does not have', async () => {
    const folder = temporaryFolder();
    process.env = { ...before, RATCHET_DATA: join(folder, 'data'), RATCHET_MODELS: '' };
    const entry =
      'provider: scenario, model: lfm, prices: { inputPerMillion: 1, outputPerMillion: 1 }';
    const modelsFile = fileIn(folder, 'models.yaml', `models: { lfm: { ${entry} } }\n`);
    const file = fileIn(
      folder,
      'study.yaml',
      'study: mine\nphases: { atomic: atomic-quick }\nbaseline: { model: lfm }\nfactors: { model: [lfm, lfn] }\n',
    );
    const found = await dryRun(await readStudyFile(file), folder);
    expect(found.modelsFile).toBe(modelsFile);
    expect(found.warnings[0]).toBe(
      `it names the model "lfn"; there are lfm in ${modelsFile}; did you mean "lfm"?`,
    );
  });
});
