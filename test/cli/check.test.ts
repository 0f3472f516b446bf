import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import { loadSuite } from '../../activities/suites/load-suite';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import type { StudyEvent } from '../../src/history/study-event';
import { recordedEvents } from '../support/recorded-events';
import { fileIn, jsonLines, ratchet, temporaryFolder } from './ratchet';

const suites = join(__dirname, '../../scenario/suites');

/** The worked example as if it had run in this checkout: its suites are where they are now. */
async function eventsHere(): Promise<readonly StudyEvent[]> {
  const [atomic, extended] = await Promise.all(
    ['lfm-atomic.yaml', 'lfm-extended.yaml'].map((name) => loadSuite(join(suites, name))),
  );
  const events = await recordedEvents('0.2.0-logic-3/worked-example');
  return events.map((event) => {
    if (event.type !== 'study-admitted' || !atomic || !extended) return event;
    const { suites: admitted } = event.admitted;
    const moved = Object.entries(admitted).map(([phase, suite]) => {
      const source = join(suites, `lfm-${phase}.yaml`);
      const { sha256 } = phase === 'atomic' ? atomic : extended;
      return [phase, { ...suite, ref: { source, sha256 } }];
    });
    return { ...event, admitted: { ...event.admitted, suites: Object.fromEntries(moved) } };
  });
}

describe('ratchet check', () => {
  const folder = temporaryFolder();
  const variables = { RATCHET_DATA: folder };
  let scenario: Scenario;
  let worsened: Scenario;
  let models: string;

  const modelsAt = (name: string, { url }: Scenario) =>
    fileIn(
      folder,
      name,
      `models:
  lfm: { provider: scenario, model: lfm, baseUrl: "${url}/v1" }
  claude-haiku: { provider: scenario, model: claude-haiku, baseUrl: "${url}/v1" }
`,
    );

  beforeAll(async () => {
    scenario = await startScenario({ table: 'lfm' });
    worsened = await startScenario({ table: 'hopeless-fallback' });
    models = modelsAt('models.yaml', scenario);
    const events = await eventsHere();
    await createStore({ dataDir: folder }).recordEvents({ study: 'lfm', events });
  }, 60_000);

  afterAll(() => Promise.all([scenario?.close(), worsened?.close()]));

  it('finds that routes hold, tells it as a step summary too, and exits with 0', async () => {
    const summary = join(folder, 'summary.md');
    const ended = await ratchet(
      ['check', '--models', models, '--runs', '3', '--summary', summary],
      variables,
    );
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^held {2}atomic {2}lfm\/atomic\/atomic\//m);
    expect(ended.stdout).toMatch(/median 0\.833 in 3 runs against 0\.833 in \d+, mean \+0\.000/);
    expect(await readFile(summary, 'utf8')).toMatch(/\| atomic \| ✅ held \| 0\.833 \| 0\.833 \|/);
  });

  it('exits with 2 where a route is certainly worse than it promised', async () => {
    // The model that `extended` is routed to has lost what it could do: it makes no calls there any more.
    const ended = await ratchet(
      ['check', '--models', modelsAt('worse.yaml', worsened), '--json'],
      variables,
    );
    expect(jsonLines(ended)).toMatchObject([
      { phase: 'atomic', verdict: 'broken' },
      { phase: 'extended', verdict: 'broken', promised: 5 / 6, found: 2 / 6, runs: 7 },
    ]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('Broken: atomic, extended');
  });

  it.each([
    [['--phase', 'atomc'], 'There is no route of phase "atomc"'],
    [['--runs', '2'], 'expected a whole number from 3 to 21'],
    [['--models', '/nowhere/models.yaml'], 'there is no such file'],
  ])('says what is wrong with %j', async (words, message) => {
    const ended = await ratchet(['check', '--models', models, ...words], variables);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toContain('    at ');
  });
});
