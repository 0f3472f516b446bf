import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { fileIn, jsonLines, ratchet, temporaryFolder } from './ratchet';

const suite = join(__dirname, '../../scenario/suites/lfm-atomic.yaml');

describe('ratchet calibrate', () => {
  const folder = temporaryFolder();
  const pilot = join(folder, 'pilot.json');
  let scenario: Scenario;
  let models: string;

  beforeAll(async () => {
    scenario = await startScenario({ table: 'noisy' });
    models = fileIn(
      folder,
      'models.yaml',
      `models:
  noisy: { provider: scenario, model: noisy, baseUrl: "${scenario.url}/v1" }
  down: { provider: scenario, model: down, baseUrl: "http://127.0.0.1:9/v1" }
`,
    );
  });

  afterAll(() => scenario?.close());

  it('makes a pilot by itself, saves it, and says what the suite can show', async () => {
    const words = ['--suite', suite, '--models', models, '--model', 'noisy'];
    const ended = await ratchet(['calibrate', ...words, '--runs', '3', '--save-pilot', pilot]);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('3 runs of noisy/lfm-atomic/native_api/t60/r1/i0/w0/T0');
    expect(ended.stderr).toMatch(/right per run: \d \d \d, of 6/);
    expect(ended.stdout).toMatch(/With your 6 prompts, .*12 runs/);
    expect(existsSync(pilot)).toBe(true);
  });

  it('uses it again, for a program: one object, with what the seed repeats', async () => {
    const [once, again] = await Promise.all(
      ['1', '1'].map((seed) => ratchet(['calibrate', '--pilot', pilot, '--seed', seed, '--json'])),
    );
    expect(once?.code).toBe(0);
    expect(once?.stdout).toBe(again?.stdout);
    expect(once ? jsonLines(once) : []).toMatchObject([
      { schemaVersion: 1, source: 'measured', calibrations: [{ noise: 'measured' }] },
    ]);
  });

  it('assumes three levels of noise where nothing was measured, and says so', async () => {
    const ended = await ratchet(['calibrate', '--suite', suite]);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('nothing was measured');
    // One item of six, of which 1/3432 is the p at seven runs each.
    expect(ended.stdout).toContain('about 0.17 (1 item). Doubling the prompts would make it 0.08.');
    for (const level of ['deterministic', 'mild', 'strong']) {
      expect(ended.stdout).toContain(`${level} noise`);
    }
  });

  it.each([
    { words: [], says: 'name a suite with --suite' },
    {
      words: ['--pilot', 'a.json', '--study', 's'],
      says: '--pilot and --study exclude each other',
    },
    { words: ['--suite', suite, '--second', 'retries=2'], says: 'say of which model, --model' },
    { words: ['--study', 'nobody'], says: 'has no log of it' },
    { words: ['--suite', suite, '--runs', '2'], says: 'a whole number from 3 to 17' },
    { words: ['--suite', 'atomc'], says: 'did you mean "atomic"?' },
  ])('exits 4: $says', async ({ words, says }) => {
    const ended = await ratchet(['calibrate', ...words], { RATCHET_DATA: folder });
    expect(ended).toMatchObject({ code: 4, stdout: '' });
    expect(ended.stderr).toContain(says);
  });

  it('names a factor that is none, and an endpoint that is down, before it says anything of numbers', async () => {
    const words = ['calibrate', '--suite', suite, '--models', models, '--model'];
    const [wrong, down] = await Promise.all([
      ratchet([...words, 'noisy', '--set', 'varint=atomic']),
      ratchet([...words, 'down']),
    ]);
    expect(wrong).toMatchObject({ code: 4, stdout: '' });
    expect(wrong.stderr).toContain('varint: unknown field; did you mean "variant"?');
    expect(down).toMatchObject({ code: 1, stdout: '' });
    expect(down.stderr).toContain('http://127.0.0.1:9');
  });
});
