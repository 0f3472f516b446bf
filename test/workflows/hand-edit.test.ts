import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../support/json';
import { scenarioInstallation } from '../support/scenario-installation';
import { type StudyHandle, startStudy, statusOf } from '../support/study-server';
import { until } from '../support/until';
import { smallStudy, steadyTable } from '../support/worked-example';

const minutes = 60_000;

describe('a routing file that is edited by hand while its study is live', () => {
  let handle: StudyHandle;
  // Hooks run in the order in which they stand: the study ends before its server does.
  afterAll(async () => {
    await handle?.terminate();
  });
  const here = scenarioInstallation({ table: steadyTable(20), queuePrefix: 'edited-' });

  beforeAll(async () => {
    handle = await startStudy(
      here.server,
      here.installation,
      smallStudy('edited', { atCeiling: 'rest' }),
    );
  });

  const file = (name: string): string => join(here.installation.dataDir, 'studies/edited', name);
  const routing = (): Promise<string> => readFile(file('routing_config.json'), 'utf8');

  async function write(change: (text: string) => string): Promise<void> {
    await writeFile(file('routing_config.json'), change(await routing()));
  }

  async function events(): Promise<readonly Json[]> {
    const text = await readFile(file('routing_decisions.log'), 'utf8');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  /** At rest with this baseline measured, after so many cycles or more. */
  async function resting(baseline: string, cycles: number) {
    return until('its rest', async () => {
      const status = await statusOf(handle);
      const [phase] = status.phases;
      const measured = phase?.baseline === baseline && phase.accuracy !== null;
      return measured && status.cycle >= cycles && status.state === 'resting' && status;
    });
  }

  const spec = (seconds: number): string => `lfm/edited/native_api/t${seconds}/r1/i0/w0/T0`;

  it(
    'is its baseline from the next cycle on, and stays in the file',
    async () => {
      await until('a baseline', async () => (await statusOf(handle)).phases[0]?.table.length === 1);
      await write((text) => text.replace('"timeoutSeconds": 60', '"timeoutSeconds": 90'));

      const { phases, recent, controls } = await resting(spec(90), 2);
      expect(phases[0]).toMatchObject({ baseline: spec(90), accuracy: 5 / 6 });
      expect(recent[0]).toMatchObject({ cycle: 1, baselineWas: spec(60) });
      expect(recent[1]).toMatchObject({ cycle: 2, baselineWas: spec(90) });
      expect(controls).toContainEqual({
        name: 'hand-edit',
        applied: true,
        note: `${spec(90)} is the baseline of edited: written into the routing file`,
      });
      const edits = (await events()).filter(({ type }) => type === 'hand-edit');
      expect(edits).toMatchObject([
        { cycle: 2, from: { timeoutSeconds: 60 }, to: { timeoutSeconds: 90 } },
      ]);
      expect(JSON.parse(await routing()).phases.edited).toMatchObject({
        route: { timeoutSeconds: 90 },
        specId: spec(90),
        decision: edits[0].id,
      });
    },
    2 * minutes,
  );

  it(
    'counts in the cycle that a rest ends with',
    async () => {
      const before = await resting(spec(90), 2);
      await write((text) => text.replace('"timeoutSeconds": 90', '"timeoutSeconds": 45'));
      await handle.signal('resume');
      const after = await resting(spec(45), before.cycle + 1);
      expect(after.phases[0]?.baseline).toBe(spec(45));
      expect(after.recent.map(({ baselineWas }) => baselineWas)).toContain(spec(45));
      // Nothing was measured with the route that nobody wants any more.
      const measured = (await events()).filter(
        ({ type, cycle }) => type === 'baseline-measured' && cycle >= before.cycle,
      );
      expect(measured.map(({ summary }) => summary.specId)).not.toContain(spec(90));
      expect(JSON.parse(await routing()).phases.edited.specId).toBe(spec(45));
      const log = await events();
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, place) => place + 1));
    },
    2 * minutes,
  );

  it(
    'is put aside and told where it cannot be used; the study goes on with what it had',
    async () => {
      const before = await routing();
      await write((text) => text.replace('"native_api"', '"nativ_api"'));
      await handle.signal('resume');
      const refused = await until('the refusal', async () =>
        (await statusOf(handle)).controls.find(
          ({ name, applied }) => name === 'hand-edit' && !applied,
        ),
      );
      expect(refused.note).toMatch(
        /^routing_config\.json was edited by hand and cannot be used; it is kept as routing_config\.rejected-1\.json:\n.*phases\.edited\.route\.variant/s,
      );
      const status = await resting(spec(45), 3);
      expect(status).toMatchObject({ trouble: null, phases: [{ baseline: spec(45) }] });
      expect(await routing()).toBe(before);
      expect(await readFile(file('routing_config.rejected-1.json'), 'utf8')).toContain('nativ_api');
    },
    2 * minutes,
  );
});
