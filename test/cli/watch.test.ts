import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { forward } from '../support/forward';
import { scenarioInstallation } from '../support/scenario-installation';
import {
  type Installation,
  scenarioModel,
  startInstallation,
  startStudy,
} from '../support/study-server';
import { smallStudy, steadyTable } from '../support/worked-example';
import { jsonLines, ratchet, startRatchet, temporaryFolder, type Variables } from './ratchet';

const minutes = 60_000;

describe('ratchet watch', () => {
  // A run takes longer than from one look to the next, so that a look finds letters of an open evaluation.
  const here = scenarioInstallation({ table: steadyTable(250), queuePrefix: 'watched-' });
  const folder = temporaryFolder();

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const variables = (): Variables => ({
    TEMPORAL_ADDRESS: here.server.env.address,
    RATCHET_DATA: join(folder, 'data'),
    RATCHET_QUEUE_PREFIX: 'watched-',
  });

  it(
    'prints what is new as lines on a pipe, through all cycles to the end',
    async () => {
      const study = smallStudy('lines', {
        factors: { retries: [1, 2, 3] },
        policy: { runs: 3, candidatesPerCycle: 1 },
      });
      await startStudy(here.server, here.installation, study);
      const watched = await ratchet(['watch', 'lines'], variables());
      expect(watched).toMatchObject({ code: 0, stderr: '' });
      expect(watched.stdout).toMatch(/^lines {2}running, cycle 1: /);
      expect(watched.stdout).toMatch(/cycle 2: /);
      expect(watched.stdout).toMatch(/: finished after \d cycles: /);
      expect(watched.stdout).not.toContain('\u001b');
    },
    2 * minutes,
  );

  it(
    'gives looks as JSON, with the letters of runs as they come',
    async () => {
      await startStudy(here.server, here.installation, smallStudy('looks', {}));
      const looks = jsonLines(await ratchet(['watch', 'looks', '--json'], variables()));
      expect(looks[0]).toMatchObject({ event: 'look', study: 'looks', open: true });
      expect(looks.at(-1)).toMatchObject({ open: false, report: { state: 'finished' } });
      const text = JSON.stringify(looks);
      expect(text).toMatch(/"letters":\["[PWANOMT]+"/);
    },
    2 * minutes,
  );

  it(
    'is left by Ctrl-C, which the study does not notice',
    async () => {
      const handle = await startStudy(
        here.server,
        here.installation,
        smallStudy('goes-on', { atCeiling: 'rest', policy: { runs: 1, minSamples: 1 } }),
      );
      const call = startRatchet(['watch', 'goes-on'], variables());
      await call.said('cycle');
      call.child.kill('SIGINT');
      expect(await call.ended()).toMatchObject({
        code: 130,
        stderr: expect.stringContaining('The study goes on'),
      });
      expect((await handle.describe()).status.name).not.toBe('TERMINATED');
      await here.server.env.client.workflow.getHandle('goes-on').terminate('the test is over');
    },
    minutes,
  );

  it(
    'says that the server is away, and that no worker listens, and goes on when they are back',
    async () => {
      const work = (): Promise<Installation> =>
        startInstallation(here.server, {
          queuePrefix: 'absent-',
          dataDir: join(folder, 'absent'),
          models: { lfm: scenarioModel('lfm', here.scenario.url) },
        });
      await mkdir(join(folder, 'absent'), { recursive: true });
      let worker = await work();
      const handle = await startStudy(here.server, worker, smallStudy('through-it', {}));
      // It must not end before all has been seen.
      await handle.signal('pause');
      // The same server, by a way that can be cut.
      const [, port] = here.server.env.address.split(':');
      const way = () => forward('127.0.0.2', Number(port));
      let open = await way();
      try {
        const call = startRatchet(['watch', 'through-it'], {
          ...variables(),
          RATCHET_QUEUE_PREFIX: 'absent-',
          TEMPORAL_ADDRESS: `127.0.0.2:${port}`,
        });
        await call.said('cycle 1');
        await open.close();
        await call.said('waits for the Temporal server');
        open = await way();
        await call.said('the Temporal server answers again');
        await worker.stop();
        await call.said('start one: ratchet worker');
        worker = await work();
        await handle.signal('resume');
        expect(await call.ended()).toMatchObject({
          code: 0,
          stdout: expect.stringContaining('finished after'),
        });
      } finally {
        await worker.stop();
        await open.close();
      }
    },
    3 * minutes,
  );
});
