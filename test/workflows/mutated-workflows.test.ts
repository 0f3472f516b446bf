import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  type WorkflowBundle,
} from '@temporalio/worker';
import { anyDiffers, historiesThatDiffer } from '../support/histories-that-differ';
import { type RecordedHistory, recordedHistories } from '../support/recorded-histories';

const minutes = 60_000;
const ROOT = join(__dirname, '../..');
/** In the repository, so that the copies find their packages, and in a folder that git ignores. */
const PLACE = join(ROOT, 'ratchet-data', `mutated-${process.pid}`);

interface Mutation {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Histories that must no longer replay. */
  readonly caughtBy: RegExp;
}

const NEWEST = '0\\.2\\.0-logic-3';

const MUTATIONS: readonly Mutation[] = [
  {
    what: 'an evaluation makes one run less',
    file: 'workflows/evaluate-spec.ts',
    from: 'plan.steps.entries()',
    to: 'plan.steps.slice(1).entries()',
    caughtBy: new RegExp(`${NEWEST}/worked-example/.*e0-baseline`),
  },
  {
    what: 'evaluations are named otherwise',
    file: 'workflows/measure.ts',
    from: '/c${session.state.cycle}/${phase}/${name}',
    to: '/cycle-${session.state.cycle}/${phase}/${name}',
    caughtBy: new RegExp(`${NEWEST}/worked-example/lfm\\.`),
  },
  {
    what: 'the phases take their turns in another order',
    file: 'workflows/optimization-cycle.ts',
    from: 'for (const { name } of session.state.phases)',
    to: 'for (const { name } of session.state.phases.toReversed())',
    caughtBy: new RegExp(`${NEWEST}/worked-example/lfm\\.`),
  },
  {
    what: 'the lists are brought up to date after the archive, not before',
    file: 'workflows/optimization-cycle.ts',
    from: '  showInLists(session);\n  await archivePredecessor(session);',
    to: '  await archivePredecessor(session);\n  showInLists(session);',
    caughtBy: new RegExp(`${NEWEST}/worked-example/lfm\\.2`),
  },
  {
    what: 'the end of a phase is not recorded',
    file: 'workflows/close-phase.ts',
    from: '  await recordTogether(session, {',
    to: '  if (cycle < 0) await recordTogether(session, {',
    caughtBy: new RegExp(`${NEWEST}/worked-example/lfm\\.`),
  },
  {
    what: 'a study ends where it went on with another cycle',
    file: 'workflows/optimization-cycle.ts',
    from: '    if (session.ending) return await endStudy(session);',
    to: '    return await endStudy(session);',
    caughtBy: new RegExp(`${NEWEST}/worked-example/lfm\\.1`),
  },
  {
    what: 'a cancelled study says nothing of its end',
    file: 'workflows/finish-cycle.ts',
    from: '  await endStudy(session).catch(',
    to: '  await Promise.resolve().catch(',
    caughtBy: new RegExp(`${NEWEST}/cancelled-in-a-trial/lfm\\.1`),
  },
  {
    what: 'a patch is taken out while studies from before it are open',
    file: 'workflows/optimization-cycle.ts',
    from: 'if (patched(NAMED_CAUSES)) return NEWEST_LOGIC;',
    to: 'if (patched(CERTIFIED)) return NEWEST_LOGIC;',
    caughtBy: /^0\.1\.0\/|^0\.2\.0\/worked-example\/lfm\.1|0\.2\.0-logic-3\/worked-example\/lfm\.1/,
  },
];

describe('a replay of recorded histories', () => {
  let recorded: readonly RecordedHistory[];

  beforeAll(async () => {
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
    });
    recorded = await recordedHistories((file) =>
      MUTATIONS.some(({ caughtBy }) => caughtBy.test(file)),
    );
    await mkdir(PLACE, { recursive: true });
    for (const folder of ['src', 'workflows', 'package.json']) {
      await cp(join(ROOT, folder), join(PLACE, folder), { recursive: true });
    }
  }, minutes);

  afterAll(() => rm(PLACE, { recursive: true, force: true }));

  function bundle(): Promise<WorkflowBundle> {
    return bundleWorkflowCode({
      workflowsPath: join(PLACE, 'workflows/index.ts'),
      payloadConverterPath: join(PLACE, 'workflows/payload-converter.ts'),
      logger: new DefaultLogger('ERROR'),
      // What a mutation leaves as it is need not be read and compiled again.
      webpackConfigHook: (config) => ({
        ...config,
        cache: { type: 'filesystem', cacheDirectory: join(PLACE, 'cache') },
      }),
    });
  }

  it(
    'finds nothing wrong with a copy of the code',
    async () => {
      expect(recorded.length).toBeGreaterThan(10);
      expect(await historiesThatDiffer(await bundle(), recorded)).toEqual([]);
    },
    2 * minutes,
  );

  for (const { what, file, from, to, caughtBy } of MUTATIONS) {
    it(
      `catches that ${what}`,
      async () => {
        const path = join(PLACE, file);
        const original = await readFile(path, 'utf8');
        expect(original.split(from)).toHaveLength(2);
        await writeFile(
          path,
          original.replace(from, () => to),
        );
        try {
          const histories = recorded.filter((each) => caughtBy.test(each.file));
          expect(histories).not.toEqual([]);
          expect(await anyDiffers(await bundle(), histories)).toBe(true);
        } finally {
          await writeFile(path, original);
        }
      },
      minutes,
    );
  }
});
