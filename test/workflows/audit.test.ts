import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { folderMedium } from '../../activities/store/folder-medium';
import { nodeTools } from '../../src/app/audit/node-tools';
import { rebuildStudy } from '../../src/app/audit/rebuild-study';
import { replayStudy } from '../../src/app/audit/replay-study';
import { takeAll } from '../../src/app/audit/take-all';
import { type Verified, verifyFolder, verifyMerged } from '../../src/app/audit/verify-folder';
import { ARCHIVE_LOG } from '../../src/audit/archive';
import { parseHead } from '../../src/audit/study-head';
import { eventOf } from '../../src/history/decision-log';
import { parseDecisionLine } from '../../src/history/parse-decision-line';
import type { StudyEvent } from '../../src/history/study-event';
import { LOG_FILE } from '../../src/history/study-files';
import { type Files, inMemory, readAll, withFile } from '../audit/support/files-in-memory';
import { findingOn, findingsOf } from '../audit/support/findings-of';
import {
  editPayloads,
  historyOf,
  textOf,
  withArchiveLog,
  withEvents,
  withHistory,
} from '../audit/support/rewrite';
import { tamperings } from '../audit/support/tamper';
import { fileIn, jsonLines, ratchet, temporaryFolder } from '../cli/ratchet';
import { scenarioInstallation } from '../support/scenario-installation';
import { startStudy } from '../support/study-server';
import { until } from '../support/until';
import { WORKED_EXAMPLE, workedExampleModels } from '../support/worked-example';

jest.setTimeout(300_000);

/** A real study of two cycles: a promotion, a repair that was kept, candidates that were rejected. */
const STUDY = WORKED_EXAMPLE.study;
const CASES = 3_000;
/** Nothing listens there. */
const NO_SERVER = { TEMPORAL_ADDRESS: '127.0.0.1:9' };

describe('the audit of a study that ran', () => {
  const running = scenarioInstallation({
    table: 'lfm',
    queuePrefix: 'audit-',
    models: workedExampleModels,
  });
  let dataDir: string;
  let folder: string;
  let files: Files;

  beforeAll(async () => {
    const handle = await startStudy(running.server, running.installation, WORKED_EXAMPLE);
    await handle.result();
    dataDir = running.installation.dataDir;
    folder = join(dataDir, 'studies', STUDY);
    await until('the last run to be archived', async () => {
      files = await readAll(folder);
      const runs = textOf(files.get(ARCHIVE_LOG)).split('\n').length - 1;
      return runs === 2;
    });
  });

  function verified({ replay = true } = {}): Promise<Verified> {
    const progress = (): void => undefined;
    return verifyFolder({
      stored: folderMedium(dataDir),
      study: STUDY,
      heads: [],
      replay,
      progress,
    });
  }

  function eventsIn(text: string): readonly StudyEvent[] {
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const read = parseDecisionLine(line);
        if (!read.ok) throw new Error(line);
        return eventOf(read.value);
      });
  }

  /** The history whose name has this in it. */
  function archived(part: string): string {
    const name = [...files.keys()].find((each) => each.endsWith('.json.gz') && each.includes(part));
    if (!name) throw new Error(`No history of ${part}`);
    return name;
  }

  describe('that nobody touched', () => {
    it('is in order: every event is archived, every decision and history is proven', async () => {
      const { findings, notes, replay, ...report } = await verified();
      expect({ findings, notes }).toEqual({ findings: [], notes: [] });
      const histories = [...files.keys()].filter((name) => name.endsWith('.json.gz')).length;
      const transcripts = [...files.keys()].filter((name) => name.startsWith('runs/')).length;
      expect(report).toMatchObject({ histories, transcripts, bundles: 1 });
      expect(report.events).toBeGreaterThan(30);
      expect(report.archived).toBe(report.events);
      expect(report.decisions).toBeGreaterThan(15);
      expect(replay).toEqual({ replayed: histories, notes: [] });
      expect(await verifyMerged(folderMedium(dataDir))).toEqual([]);
    });

    it('has archives that the published schemas describe', async () => {
      const validatorOf = async (name: string) => {
        const path = join(__dirname, `../../schemas/${name}.schema.json`);
        return new Ajv2020({ strict: false }).compile(JSON.parse(await readFile(path, 'utf8')));
      };
      const manifest = await validatorOf('archive-manifest');
      const line = await validatorOf('archive-line');
      const manifests = [...files].filter(([name]) => name.endsWith('.manifest.json'));
      expect(manifests).toHaveLength(2);
      for (const [, bytes] of manifests) expect(manifest(JSON.parse(textOf(bytes)))).toBe(true);
      for (const text of textOf(files.get(ARCHIVE_LOG)).trim().split('\n')) {
        expect(line(JSON.parse(text))).toBe(true);
      }
    });

    it('is made again byte for byte from its archives alone, in an empty folder', async () => {
      const into = await mkdtemp(join(tmpdir(), 'ratchet-rebuilt-'));
      const alone = await mkdtemp(join(tmpdir(), 'ratchet-archives-'));
      try {
        await cp(join(folder, 'histories'), join(alone, 'histories'), { recursive: true });
        const rebuilt = await rebuildStudy({ stored: folderMedium(alone), folder: alone }, into);
        expect(rebuilt.files).toEqual([
          'cycles/1.json',
          'cycles/2.json',
          'harness_feedback.json',
          'meta_loop_history.json',
          'routing_config.json',
          'routing_decisions.log',
        ]);
        const made = await readAll(into);
        for (const name of rebuilt.files) {
          expect(textOf(made.get(name))).toBe(textOf(files.get(name)));
        }
        await expect(
          rebuildStudy({ stored: folderMedium(alone), folder: alone }, into),
        ).rejects.toThrow(/expected an empty folder/);
      } finally {
        await rm(into, { recursive: true });
        await rm(alone, { recursive: true });
      }
    });

    it('is told from what another version of the workflows would have done, with workflow, event and cause', async () => {
      const { code } = await bundleWorkflowCode({
        workflowsPath: join(__dirname, '../support/changed-workflows.ts'),
        payloadConverterPath: join(__dirname, '../../workflows/payload-converter.ts'),
        logger: new DefaultLogger('ERROR'),
      });
      const { findings } = await takeAll(
        replayStudy({ files: inMemory(files), tools: nodeTools, code }),
      );
      const evaluations = [...files.keys()].filter((name) => /_e\d+-.*\.json\.gz$/.test(name));
      expect(findings.map(({ file }) => file).toSorted()).toEqual(evaluations.toSorted());
      const [first] = findings;
      expect(first?.at).toMatch(/^event 5, measureRun of lfm\/c\d\//);
      expect(first?.found).toMatch(/Nondeterminism error/);
    });
  });

  describe('from the command line', () => {
    const call = (...words: readonly string[]) =>
      ratchet(['audit', ...words], { RATCHET_DATA: dataDir, ...NO_SERVER });

    it('verifies without a server: exit code 0, a head to keep, one line of JSON', async () => {
      const ended = await call('verify', STUDY, '--json');
      expect(ended.code).toBe(0);
      const [line] = jsonLines(ended);
      expect(line).toMatchObject({ study: STUDY, ok: true, differences: [], notes: [] });
      const again = await call('verify', STUDY, '--no-replay', '--head', Object(line).head);
      expect(again.code).toBe(0);
      expect(again.stdout).toContain(`head ${Object(line).head}`);
    });

    it('ends with 2 and the first difference where a byte was changed, and with 4 where there is no such study', async () => {
      const copy = temporaryFolder();
      await cp(dataDir, copy, { recursive: true });
      const path = join(copy, 'studies', STUDY, 'harness_feedback.json');
      const text = textOf(files.get('harness_feedback.json'));
      await writeFile(path, text.replace('"kept"', '"Kept"'));
      const ended = await ratchet(['audit', 'verify', STUDY], { RATCHET_DATA: copy, ...NO_SERVER });
      expect(ended.code).toBe(2);
      expect(ended.stdout).toMatch(
        /lfm: 1 difference.*\n {2}harness_feedback\.json, line \d+, byte \d+/,
      );
      expect(ended.stdout).toContain('Kept');
      const unknown = await call('verify', 'lfn');
      expect(unknown).toMatchObject({ code: 4, stdout: '' });
      expect(unknown.stderr).toContain('Cannot find the study lfn');
      expect(unknown.stderr).toContain('did you mean "lfm"?');
    });

    it('rebuilds into an empty folder, and refuses another with 4', async () => {
      const into = join(temporaryFolder(), 'rebuilt');
      expect((await call('rebuild', STUDY, '--into', into)).code).toBe(0);
      expect(await readFile(join(into, LOG_FILE), 'utf8')).toBe(textOf(files.get(LOG_FILE)));
      const refused = await call('rebuild', STUDY, '--into', into);
      expect(refused).toMatchObject({ code: 4, stdout: '' });
      expect(refused.stderr).toContain('expected an empty folder, found cycles');
    });

    it("replays by today's code, which made these histories", async () => {
      const ended = await call('replay', STUDY, '--current', '--json');
      expect(ended.code).toBe(0);
      expect(jsonLines(ended)).toMatchObject([{ ok: true, current: true, differences: [] }]);
    });

    it('tells what other gates would have decided, and what is wrong with a policy file', async () => {
      const folderOfPolicy = temporaryFolder();
      const strict = fileIn(folderOfPolicy, 'strict.yaml', 'alpha: 0.00001\n');
      const ended = await call('what-if', STUDY, '--policy', strict);
      expect(ended.code).toBe(0);
      expect(ended.stdout).toMatch(/1 of \d+ decisions would have been others/);
      expect(ended.stdout).toContain('PROMOTE → HOLD');
      const wrong = fileIn(folderOfPolicy, 'wrong.yaml', 'minRestraintt: 1\n');
      const refused = await call('what-if', STUDY, '--policy', wrong);
      expect(refused).toMatchObject({ code: 4, stdout: '' });
      expect(refused.stderr).toContain('wrong.yaml:1:1 minRestraintt: unknown field');
    });
  });

  describe('that somebody changed without a plan', () => {
    it(`finds each of ${CASES} changes to any file, and names the file`, async () => {
      await fc.assert(
        fc.asyncProperty(tamperings(files), async ({ what, file, files: changed }) => {
          const finding = await findingOn(STUDY, changed, file);
          if (!finding) throw new Error(`${what} was not found`);
          expect(finding).toEqual({
            file,
            at: expect.any(String),
            expected: expect.any(String),
            found: expect.any(String),
          });
        }),
        { numRuns: CASES },
      );
    });

    it('names line and byte of a changed byte in the log, and what should be there', async () => {
      const text = textOf(files.get(LOG_FILE));
      const place = text.indexOf('"verdict":"REJECT"');
      const changed = text.replace('"verdict":"REJECT"', '"verdict":"RETECT"');
      const [first] = await findingsOf(STUDY, withFile(files, LOG_FILE, Buffer.from(changed)));
      const line = text.slice(0, place).split('\n').length;
      expect(first?.at).toMatch(new RegExp(`^line ${line}, byte ${place + 14} `));
      expect(first?.expected).toContain('REJECT');
      expect(first?.found).toContain('RETECT');
    });
  });

  describe('that somebody rewrote who knows how everything is made', () => {
    it('finds a log and all files made from it against the histories', async () => {
      const events = eventsIn(textOf(files.get(LOG_FILE)));
      const edited = events.map((event) =>
        event.type === 'phase-closed' ? { ...event, improvement: event.improvement + 0.1 } : event,
      );
      const findings = await findingsOf(STUDY, withEvents(files, edited));
      const named = findings.map(({ file }) => file);
      expect(named[0]).toBe(LOG_FILE);
      expect(named).toContain('meta_loop_history.json');
    });

    it('finds letters that were edited in a history, by what follows from them', async () => {
      const name = archived('e2-variant-atomic');
      const edit = (payload: string) => payload.replace(/"letters":"(.)/, '"letters":"N');
      const { history, edits } = editPayloads(historyOf(files, name), edit);
      expect(edits).toBeGreaterThan(1);
      const [first] = await findingsOf(STUDY, withHistory(files, name, history));
      expect(first).toMatchObject({ file: name });
      expect(first?.at).toMatch(/^the result, summaries\[0\]/);
    });

    it('finds letters and everything that follows from them by the transcripts', async () => {
      // The same letters in another order within one run, where nothing follows from their places but the hash.
      const name = archived('e0-baseline');
      let swapped = 0;
      const edit = (payload: string): string =>
        payload.replace(/"answersSha256":"(.)/, (_, first: string) => {
          swapped += 1;
          return swapped > 1 ? _ : `"answersSha256":"${first === '0' ? '1' : '0'}`;
        });
      const { history } = editPayloads(historyOf(files, name), edit);
      const findings = await findingsOf(STUDY, withHistory(files, name, history));
      expect(
        findings.some(
          ({ file, at }) => file.startsWith('runs/') && at.startsWith('answers of run 1'),
        ),
      ).toBe(true);
    });

    it('finds a verdict that was edited in history, log and files, by deciding again', async () => {
      const events = eventsIn(textOf(files.get(LOG_FILE)));
      const target = events.find(
        (event) => event.type === 'candidate-decided' && event.decision.verdict === 'REJECT',
      );
      if (target?.type !== 'candidate-decided') throw new Error('No rejection');
      const before = JSON.stringify(target.decision.reason);
      const after = JSON.stringify(`${target.decision.reason}, honestly`);
      const edit = (payload: string): string => payload.replaceAll(before, after);
      const roots = [...files.keys()].filter((each) =>
        /histories\/lfm-[^_]*\.json\.gz$/.test(each),
      );
      let rewritten = files;
      for (const root of roots) {
        const { history, edits } = editPayloads(historyOf(files, root), edit);
        if (edits > 0) rewritten = withHistory(rewritten, root, history);
      }
      const log = textOf(files.get(LOG_FILE)).replaceAll(before, after);
      const edited = log
        .split('\n')
        .filter((line) => line !== '')
        .map((line): StudyEvent => {
          const { schemaVersion: _, previous: _previous, ...event } = JSON.parse(line);
          return event;
        });
      const findings = await findingsOf(STUDY, withEvents(rewritten, edited));
      const same = events.filter(
        (event) =>
          event.type === 'candidate-decided' && event.decision.reason === target.decision.reason,
      );
      expect(findings.map(({ at }) => at)).toEqual(same.map(({ id }) => `${id}, decision, reason`));
      expect(findings[0]?.expected).toBe(before);
    });

    it('finds by a replay what follows from the state of the workflow alone', async () => {
      const edit = (payload: string): string =>
        payload.replaceAll('specs of its factors', 'specs of all factors');
      const name = [...files.keys()].find(
        (each) =>
          /histories\/lfm-[^_]*\.json\.gz$/.test(each) &&
          editPayloads(historyOf(files, each), edit).edits > 0,
      );
      if (!name) throw new Error('No ceiling in any history');
      const { history } = editPayloads(historyOf(files, name), edit);
      const log = textOf(files.get(LOG_FILE)).replaceAll(
        'specs of its factors',
        'specs of all factors',
      );
      const edited = log
        .split('\n')
        .filter((line) => line !== '')
        .map((line): StudyEvent => {
          const { schemaVersion: _, previous: _previous, ...event } = JSON.parse(line);
          return event;
        });
      const rewritten = withEvents(withHistory(files, name, history), edited);
      expect(await findingsOf(STUDY, rewritten)).toEqual([]);
      const { findings } = await takeAll(
        replayStudy({ files: inMemory(rewritten), tools: nodeTools, code: null }),
      );
      expect(findings[0]).toMatchObject({ file: name });
      expect(findings[0]?.at).toMatch(/^event \d+, recordEvents, events\[\d+\]\.sentence$/);
      expect(findings[0]?.found).toContain('specs of all factors');
    });

    it('needs the head that somebody kept, where the last cycle was taken away as a whole', async () => {
      const { head } = await verified({ replay: false });
      const [first] = textOf(files.get(ARCHIVE_LOG)).split('\n');
      const { manifest } = JSON.parse(first ?? '');
      const kept = JSON.parse(textOf(files.get(`histories/${manifest}`)));
      const named = new Set<string>(
        kept.histories.map(({ file }: { readonly file: string }) => `histories/${file}`),
      );
      const names = [...files.keys()].filter(
        (name) =>
          named.has(name) ||
          name === ARCHIVE_LOG ||
          name === `histories/${manifest}` ||
          name.startsWith('histories/bundles/') ||
          !/^(histories|cycles)\//.test(name),
      );
      const shorter = new Map(names.map((name) => [name, files.get(name) ?? new Uint8Array()]));
      const events = eventsIn(textOf(files.get(LOG_FILE))).filter(({ cycle }) => cycle === 1);
      const cut = withEvents(
        withArchiveLog(shorter, ({ seq }) => seq === 1),
        events,
      );
      expect(await findingsOf(STUDY, cut)).toEqual([]);
      const pinned = parseHead(head ?? '');
      const findings = await findingsOf(STUDY, cut, pinned ? [pinned] : []);
      expect(findings.map(({ file }) => file)).toEqual([LOG_FILE, ARCHIVE_LOG]);
    });
  });
});
