import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { folderMedium } from '../../activities/store/folder-medium';
import { sha256 } from '../../activities/store/sha256';
import { verifyFolder } from '../../src/app/audit/verify-folder';
import type { Json } from '../support/json';
import { scenarioInstallation } from '../support/scenario-installation';
import { startStudy, statusOf } from '../support/study-server';
import { until } from '../support/until';
import { SCENARIO_SUITES } from '../support/worked-example';

const minutes = 60_000;
const atomic = join(SCENARIO_SUITES, 'lfm-atomic.yaml');

/** Certified decisions as whole workflows; the evidence is the log that they leave. */
describe('certified decisions on a real server', () => {
  const here = scenarioInstallation({ table: 'lfm', queuePrefix: 'certified-' });

  async function events(study: string): Promise<readonly Json[]> {
    const path = join(here.installation.dataDir, 'studies', study, 'routing_decisions.log');
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line));
  }

  it(
    'hold what three runs cannot prove, and look again in the cycles after',
    async () => {
      const handle = await startStudy(here.server, here.installation, {
        study: 'held',
        phases: { held: atomic },
        baseline: { model: 'lfm' },
        factors: { variant: ['native_api', 'atomic'] },
        generators: ['variant'],
        // One item in 3 + 3 runs is 1/20 by chance, in 6 + 6 runs 1/924, in 12 + 12 runs 1/2704156.
        policy: { runs: 3, tickets: 64 },
        atCeiling: 'finish',
        watch: 'off',
      });
      const report = await handle.result();
      expect(report).toMatchObject({
        state: 'finished',
        phases: [{ last: 'lfm/held/atomic/t60/r1/i0/w0/T0', accuracy: 5 / 6 }],
      });
      const log = await events('held');
      const looks = log
        .filter(({ type }) => type === 'candidate-decided')
        .map(({ cycle, decision: { verdict, look, test }, compared }) => ({
          cycle,
          verdict,
          look,
          ticket: test.ticket,
          runs: compared.candidate.batches.map((batch: Json) => batch.runs),
          against: compared.baseline.batches.map((batch: Json) => batch.runs),
        }));
      // The fourth is the old spec against the new one.
      expect(looks.slice(0, 3)).toEqual([
        { cycle: 1, verdict: 'HOLD', look: 1, ticket: 1, runs: [3], against: [3] },
        { cycle: 2, verdict: 'HOLD', look: 2, ticket: 1, runs: [3, 3], against: [3, 3] },
        { cycle: 3, verdict: 'PROMOTE', look: 3, ticket: 1, runs: [3, 3, 6], against: [3, 3, 6] },
      ]);
      const verified = log.find(({ type }) => type === 'promotion-verified');
      expect(verified).toMatchObject({ keep: true, cycle: 3 });
      expect(verified.summaries.map(({ runs }: Json) => runs)).toEqual([3, 3]);
      expect(log.filter(({ type }) => type === 'ceiling-reached')).toHaveLength(1);
    },
    3 * minutes,
  );

  it(
    'search with few runs, certify the best, and never take a screening run for evidence',
    async () => {
      const handle = await startStudy(here.server, here.installation, {
        study: 'screened',
        phases: { screened: atomic },
        baseline: { model: 'lfm' },
        factors: { variant: ['native_api', 'atomic'], retries: [1, 2], timeoutSeconds: [60, 120] },
        policy: { strategy: 'screen' },
        budget: { cycles: 8 },
        atCeiling: 'finish',
        watch: 'off',
      });
      const report = await handle.result();
      expect(report.phases[0]).toMatchObject({ accuracy: 5 / 6 });
      expect(report.phases[0]?.last).toContain('/atomic/');
      const log = await events('screened');
      const screened = log.filter(({ type }) => type === 'candidate-screened');
      expect(screened.length).toBeGreaterThan(0);
      const screenings = new Set(screened.map(({ summary }) => summary.evaluation));
      for (const { compared } of log.filter(({ type }) => type === 'candidate-decided')) {
        for (const { evaluation } of compared.candidate.batches) {
          expect(screenings.has(evaluation)).toBe(false);
        }
      }
      const promoted = log.find(({ type }) => type === 'baseline-promoted');
      expect(promoted.reason).toMatch(/^the search nominates variant: native_api -> atomic/);
    },
    3 * minutes,
  );

  it(
    'say once what held-out items show of the way from the first baseline to the last',
    async () => {
      const handle = await startStudy(here.server, here.installation, {
        study: 'beyond',
        phases: { beyond: await withHeldOutItems(here.installation.dataDir) },
        baseline: { model: 'lfm' },
        factors: { variant: ['native_api', 'atomic'] },
        generators: ['variant'],
        atCeiling: 'finish',
        watch: 'off',
      });
      const report = await handle.result();
      expect(report.phases[0]).toMatchObject({
        accuracy: 1,
        last: expect.stringContaining('/atomic/'),
      });
      const log = await events('beyond');
      const claims = log.filter(({ type }) => type === 'held-out-measured');
      expect(claims).toHaveLength(1);
      // Both specs are right on both: nothing moved, and two items could never show anything.
      expect(claims[0]).toMatchObject({
        first: { variant: 'native_api' },
        last: { variant: 'atomic' },
        claim: { claim: 'not-shown', items: 2, difference: 0, pGain: 1, itemsNeeded: null },
      });
      expect(claims[0].summaries.map(({ runs, items }: Json) => [runs, items])).toEqual([
        [7, 2],
        [7, 2],
      ]);
      // They are in no other evaluation.
      for (const { summary } of log.filter(({ type }) => type === 'candidate-decided')) {
        expect(summary.items).toBe(3);
      }
    },
    3 * minutes,
  );

  it(
    'are asked of the study’s own plug-ins too, which can propose and object and never promote',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'ratchet-plugged-'));
      const file = async (name: string, text: string): Promise<string> => {
        await writeFile(join(folder, name), text);
        return join(folder, name);
      };
      const gate = await file(
        'gate.ts',
        'export const judge = () => { throw new Error("not yet"); };',
      );
      // As native_api does it; it is the file that is pinned, and not what keeps it from answering.
      const variant = await file(
        'own.ts',
        `import { existsSync } from 'node:fs';
        export const next = ({ tools, messages, history, answers: [answer] }) => {
          if (!existsSync('${join(folder, 'ready')}')) throw new Error('not ready');
          if (answer === undefined) return { ask: { tools, messages: [...history, ...messages] } };
          return { calls: answer.toolCalls.map((call) => ({ tool: call.name, arguments: call.argumentsText })) };
        };`,
      );
      const handle = await startStudy(here.server, here.installation, {
        study: 'plugged',
        phases: { plugged: atomic },
        baseline: { model: 'lfm', variant: 'own' },
        factors: { variant: ['own', 'atomic'], warmup: [0, 1], isolation: [0, 1] },
        generators: [],
        policy: { runs: 7, candidatesPerCycle: 2 },
        budget: { cycles: 1 },
        atCeiling: 'finish',
        watch: 'off',
        plugins: {
          generators: [
            await file(
              'generator.ts',
              `export const propose = ({ values }) => [
                { patch: { variant: values.variant.at(-1) }, why: 'asked in steps' },
                { patch: { warmup: 9 }, why: 'the study does not allow it' },
              ];`,
            ),
          ],
          diagnosis: [
            await file(
              'rule.ts',
              `export const diagnose = ({ summary }) =>
                ({ name: 'odd', evidence: summary.letters.P + ' are right', patch: { isolation: 1 } });`,
            ),
          ],
          gates: [gate],
          variants: [variant],
        },
      });
      const stuckIn = (plugin: string) =>
        until(`${plugin} to be missed`, async () => {
          const { state, trouble } = await statusOf(handle);
          return state === 'paused' && trouble?.message.includes(plugin) && trouble;
        });
      expect(await stuckIn(variant)).toEqual({
        code: 'PLUGIN_FAILED',
        message: `Cannot use the plug-in ${variant}: not ready`,
      });
      await file('ready', '');
      await handle.signal('resume');
      expect(await stuckIn(gate)).toEqual({
        code: 'PLUGIN_FAILED',
        message: `Cannot use the plug-in ${gate}: not yet`,
      });
      await file(
        'gate.ts',
        'export const judge = ({ candidate }) => ({ reason: `no ${candidate.variant}` });',
      );
      await handle.signal('resume');
      expect(await handle.result()).toMatchObject({
        phases: [{ last: 'lfm/plugged/own/t60/r1/i0/w0/T0', accuracy: 4 / 6 }],
      });

      const log = await events('plugged');
      const decided = log.filter(({ type }) => type === 'candidate-decided');
      expect(decided.map(({ candidate }) => candidate.generator)).toEqual([
        expect.stringMatching(/^diagnosis odd of rule\.ts@[0-9a-f]{8}$/),
        expect.stringMatching(/^plugin generator\.ts@[0-9a-f]{8}$/),
      ]);
      const { decision } = decided[1] ?? {};
      expect(decision).toMatchObject({
        verdict: 'REJECT',
        reason: expect.stringMatching(/^no atomic \(gate gate\.ts\); without it PROMOTE: /),
        objection: { gate: 'gate.ts', reason: 'no atomic' },
      });
      // What decided is kept, byte for byte, under the hash that the decision names; so is what failed.
      const { dataDir } = here.installation;
      const kept = join(dataDir, 'studies/plugged/plugins');
      expect(await readFile(join(kept, `${decision.objection.sha256}.ts`))).toEqual(
        await readFile(gate),
      );
      expect(await readdir(kept)).toHaveLength(5);
      const variantFile = { file: variant, sha256: sha256(await readFile(variant)) };
      const routing = await readFile(join(dataDir, 'studies/plugged/routing_config.json'), 'utf8');
      expect(JSON.parse(routing).phases.plugged).toMatchObject({ variantFile });
      const stored = folderMedium(dataDir);
      const verified = await until('the audit of the archived study', async () => {
        const told = await verifyFolder({
          stored,
          study: 'plugged',
          heads: [],
          replay: false,
          progress: () => undefined,
        });
        return told.findings.length === 0 && told;
      });
      expect(verified.findings).toEqual([]);
      await rm(folder, { recursive: true });
    },
    4 * minutes,
  );
});

/** The worked example's suite with two items held out that both specs get right; one that neither gets right is left out. */
async function withHeldOutItems(folder: string): Promise<string> {
  const suite = parse(await readFile(atomic, 'utf8'));
  const heldOut = ['timer-plain', 'about-timers'];
  const items = suite.items.filter(({ id }: Json) => id !== 'weather-implied');
  const path = join(folder, 'held-out.yaml');
  const edited = {
    ...suite,
    items: items.filter(({ id }: Json) => !heldOut.includes(id)),
    heldOut: items.filter(({ id }: Json) => heldOut.includes(id)),
  };
  await writeFile(path, stringify(edited));
  return path;
}
