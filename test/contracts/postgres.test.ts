import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStore, createStoreOn } from '../../activities/store/create-store';
import { folderMedium } from '../../activities/store/folder-medium';
import type { Medium, OpenStore } from '../../activities/store/medium';
import { databaseSetting } from '../../activities/store/postgres/database-setting';
import { openPostgres, type PostgresMedium } from '../../activities/store/postgres/postgres-medium';
import { storeId } from '../../activities/store/store-id';
import { claimDataFolder, keepRoutes } from '../../src/app/store/keep-routes';
import { moveStore } from '../../src/app/store/move-store';
import type { StudyEvent } from '../../src/history/study-event';
import { plausibleStudy } from '../history/plausible-study';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';
import { HAS_POSTGRES, PASSWORD, type PostgresServer, startPostgres } from '../support/postgres';
import { until } from '../support/until';
import { filesOf, studyPath } from './stores';

const events = plausibleStudy('lfm', 4, 3);
const onPostgres = HAS_POSTGRES ? describe : describe.skip;
const TIMES = { patience: 10_000, statement: 60_000, idle: 60_000 };

onPostgres('a store in PostgreSQL [needs PostgreSQL]', () => {
  let server: PostgresServer;
  let made = 0;
  const opened: PostgresMedium[] = [];

  beforeAll(async () => {
    server = await startPostgres();
  });

  afterAll(async () => {
    for (const medium of opened) await medium.close();
    await server.remove();
    await removeDataFolders();
  });

  async function database(): Promise<{ readonly name: string; readonly url: string }> {
    const name = `store_${(made += 1)}`;
    return { name, url: await server.createDatabase(name) };
  }

  async function open(url: string, times: Partial<typeof TIMES> = {}): Promise<PostgresMedium> {
    const setting = databaseSetting(url);
    if (!setting) throw new Error('The URL names a folder');
    const medium = await openPostgres(setting, { migrate: true, times: { ...TIMES, ...times } });
    opened.push(medium);
    return medium;
  }

  function record(medium: Medium, list: readonly StudyEvent[]): Promise<void> {
    return createStoreOn(medium).recordEvents({ study: 'lfm', events: list });
  }

  /** What an undisturbed store in a folder holds after these events. */
  async function inFolder(list: readonly StudyEvent[]): Promise<Readonly<Record<string, string>>> {
    const dataDir = await dataFolder();
    await createStore({ dataDir }).recordEvents({ study: 'lfm', events: list });
    return filesBelow(dataDir);
  }

  describe('its tables', () => {
    it('are made once by workers that start at the same time', async () => {
      const { name, url } = await database();
      const mediums = await Promise.all(Array.from({ length: 8 }, () => open(url)));
      await Promise.all(mediums.map((medium) => record(medium, events)));
      const rows = await server.query(name, 'select name from ratchet.migration');
      expect(rows).toEqual([{ name: '0001-files-and-logs' }]);
    });

    it('are refused where a newer version made them, and a worker that runs writes no more', async () => {
      const { name, url } = await database();
      const medium = await open(url);
      await record(medium, events.slice(0, 3));
      await server.query(name, `insert into ratchet.migration (name) values ('9999-from-later')`);
      for (const migrate of [true, false]) {
        await expect(openPostgres({ url }, { migrate })).rejects.toMatchObject({
          code: 'STORE_CONFLICT',
          message: expect.stringMatching(/newer version of Ratchet.*9999-from-later.*newer one/),
        });
      }
      await expect(record(medium, events)).rejects.toMatchObject({
        code: 'STORE_UNWRITABLE',
        message: expect.stringContaining('Stop this worker'),
      });
    });

    it('are not made by who only reads', async () => {
      const { name, url } = await database();
      await expect(openPostgres({ url }, { migrate: false })).rejects.toMatchObject({
        code: 'STORE_CONFLICT',
        message: expect.stringContaining('the first worker that starts there makes it'),
      });
      const rows = await server.query(name, `select to_regnamespace('ratchet') as schema`);
      expect(rows).toEqual([{ schema: null }]);
    });
  });

  describe('two writers', () => {
    it('the database itself refuses the second one a line’s place, whoever holds the lock', async () => {
      const { name, url } = await database();
      const medium = await open(url);
      await record(medium, events.slice(0, 4));
      const log = 'studies/lfm/routing_decisions.log';
      const write = medium.withLock(async (store) => {
        const seen = await store.lookAtLog(join(store.root, log));
        await server.query(
          name,
          'insert into ratchet.log_line (log, seq, ends_at, line) values ($1, 5, $2, $3)',
          [log, seen.bytes + 6, 'other'],
        );
        await store.append(seen, ['{"seq":5}']);
      });
      await expect(write).rejects.toMatchObject({ code: 'STORE_BUSY' });
      const lines = await server.query(name, 'select line from ratchet.log_line where seq = 5');
      expect(lines).toEqual([{ line: 'other' }]);
    });

    it('one that does not go on loses the lock, and nothing of its work counts', async () => {
      const { url } = await database();
      const slow = await open(url, { idle: 300 });
      const other = await open(url);
      await record(other, events.slice(0, 3));
      const before = await filesOf(other);
      const path = studyPath(slow, 'harness_feedback.json');
      let isHeld: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (isHeld = resolve));
      const suspended = slow.withLock(async (store) => {
        await store.replace(path, 'half');
        isHeld();
        await sleep(1_500);
        await store.replace(path, 'late');
      });
      await held;
      const taken = other.withLock(async () => 'taken');
      await expect(suspended).rejects.toMatchObject({
        code: 'STORE_BUSY',
        message: expect.stringContaining('did not go on for so long'),
      });
      expect(await taken).toBe('taken');
      expect(await filesOf(other)).toEqual(before);
    });

    it('one that waits too long says so, to be tried again', async () => {
      const { url } = await database();
      const holder = await open(url);
      // A connection too has to be there in that time, on a busy machine as well.
      const waiting = await open(url, { patience: 2_000 });
      const held = holder.withLock(() => sleep(6_000));
      await sleep(500);
      await expect(waiting.withLock(async () => undefined)).rejects.toMatchObject({
        code: 'STORE_BUSY',
      });
      await held;
      expect(await waiting.withLock(async () => 'done')).toBe('done');
    });
  });

  describe('a connection that is cut', () => {
    it('at any step of a write leaves all of it or nothing, and the next write completes it', async () => {
      const early = events.slice(0, 4);
      const expected = await inFolder(events);
      const untouched = await inFolder(early);
      let steps = 0;
      for (let step = 1; ; step += 1) {
        const { name, url } = await database();
        const medium = await open(url);
        await record(medium, early);
        const cut = (): Promise<unknown> =>
          server.query(
            'postgres',
            'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
            [name],
          );
        const dying = cutAt(medium, step, cut);
        const write = record(dying.medium, events);
        if ((await until('the write to end', () => ended(write))) === 'written') break;
        await expect(write).rejects.toMatchObject({ code: 'STORE_UNWRITABLE' });
        expect(await filesOf(medium)).toEqual(untouched);
        await record(medium, events);
        expect(await filesOf(medium)).toEqual(expected);
        steps = step;
      }
      expect(steps).toBeGreaterThan(10);
    }, 180_000);

    it('is made again after the database was restarted, and the trouble is told without an address', async () => {
      const { url } = await database();
      const medium = await open(url);
      await record(medium, events.slice(0, 4));
      await server.stop('at once');
      const failed = await record(medium, events).catch((error: unknown) => error);
      await server.start();
      expect(failed).toMatchObject({
        code: 'STORE_UNWRITABLE',
        message: expect.stringMatching(
          /^Cannot use the store in postgres:store_\d+: the database cannot be reached; the call is tried again/,
        ),
      });
      expect(String(failed)).not.toContain(server.host);
      await record(medium, events);
      expect(await filesOf(medium)).toEqual(await inFolder(events));
    });
  });

  describe('its password', () => {
    it('is in no error, whatever is wrong', async () => {
      const { url } = await database();
      const wrong = [
        url.replace(PASSWORD, `${PASSWORD}-wrong`),
        url.replace(/host=.*/, 'host=/nowhere'),
        url.replace('store_', 'unknown_'),
        `postgres://ratchet:${PASSWORD}@127.0.0.1:9/ratchet`,
        `postgres://ratchet:${PASSWORD}/with/slashes@:x/ratchet`,
        `mysql://ratchet:${PASSWORD}@localhost/ratchet`,
      ];
      for (const text of wrong) {
        const failed = await open(text).then(
          () => 'opened',
          (error: unknown) => error,
        );
        expect(failed).toMatchObject({
          code: expect.stringMatching(/^(STORE_UNWRITABLE|CONTROL_INVALID)$/),
        });
        expect(`${String(failed)} ${JSON.stringify(failed)}`).not.toContain(PASSWORD);
      }
    });

    it('may come from the PG variables alone', async () => {
      const { name } = await database();
      const before = { ...process.env };
      Object.assign(process.env, {
        PGHOST: server.host,
        PGUSER: 'ratchet',
        PGDATABASE: name,
        PGPASSWORD: PASSWORD,
      });
      try {
        const medium = await open('postgres');
        await record(medium, events);
        expect(medium.root).toBe(`postgres:${name}`);
      } finally {
        process.env = before;
      }
    });
  });

  describe('moved', () => {
    it('from a folder and back is the same to the byte, keeps its name, and is written in one place only', async () => {
      const { url } = await database();
      const folder = folderMedium(await dataFolder());
      const id = await storeId(folder);
      await record(folder, events.slice(0, 6));
      const before = await filesBelow(folder.root);
      const medium = await open(url);
      await moveStore(folder, medium);
      expect(await storeId(medium)).toBe(id);
      await expect(record(folder, events)).rejects.toMatchObject({ code: 'STORE_UNWRITABLE' });
      await expect(moveStore(folder, medium)).rejects.toThrow(/is in postgres:store_\d+ already/);

      const back = folderMedium(await dataFolder());
      await moveStore(medium, back);
      expect(await filesBelow(back.root)).toEqual(before);
      await expect(record(medium, events)).rejects.toMatchObject({ code: 'STORE_UNWRITABLE' });
      await record(back, events);
      expect(await filesOf(back)).toEqual(await inFolder(events));
    });

    it('is completed by the same call where it was interrupted, and never put over another store', async () => {
      const { url } = await database();
      const folder = folderMedium(await dataFolder());
      const id = await storeId(folder);
      await record(folder, events);
      const medium = await open(url);
      const broken = { ...medium, withLock: () => Promise.reject(new Error('The machine stops')) };
      await expect(moveStore(folder, broken)).rejects.toThrow('The machine stops');
      await moveStore(folder, medium);
      expect(await storeId(medium)).toBe(id);
      expect(await filesOf(medium)).toEqual(await inFolder(events));

      const second = folderMedium(await dataFolder());
      await storeId(second);
      await expect(moveStore(second, medium)).rejects.toThrow(/another store with lfm/);
    });
  });

  describe('the routes in the data folder of a worker', () => {
    it('follow those of the database, for applications to load', async () => {
      const { url } = await database();
      const medium = await open(url);
      const dataDir = await dataFolder();
      await claimDataFolder(dataDir, medium);
      const kept = await keepRoutes({ medium, dataDir, say: () => undefined });
      try {
        await record(medium, events);
        const merged = (await medium.text(join(medium.root, 'routing_config.json'))) ?? '';
        await until('the routes', async () => {
          return (await readFile(join(dataDir, 'routing_config.json'), 'utf8')) === merged;
        });
        const log = join(dataDir, 'studies/lfm/routing_decisions.log');
        expect(await readFile(log, 'utf8')).toBe(
          await medium.text(studyPath(medium, 'routing_decisions.log')),
        );
      } finally {
        await kept.stop();
      }
      await expect(storeId(folderMedium(dataDir))).rejects.toMatchObject({
        code: 'STORE_UNWRITABLE',
        message: expect.stringContaining(`its store is in ${medium.root} now`),
      });
    });

    it('are not put over a store that the folder holds', async () => {
      const { url } = await database();
      const medium = await open(url);
      const dataDir = await dataFolder();
      await mkdir(join(dataDir, 'studies/lfm'), { recursive: true });
      await storeId(folderMedium(dataDir));
      await expect(claimDataFolder(dataDir, medium)).rejects.toMatchObject({
        code: 'STORE_CONFLICT',
        message: expect.stringContaining(`ratchet import store ${dataDir}`),
      });
      await rm(dataDir, { recursive: true });
    });
  });
});

/** A medium whose connections are all cut before the nth call of a write. */
function cutAt(medium: Medium, last: number, cut: () => Promise<unknown>): { medium: Medium } {
  let calls = 0;
  const counted = (store: OpenStore): OpenStore =>
    new Proxy(store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function' || String(name).startsWith('lines')) return value;
        return async (...args: unknown[]) => {
          calls += 1;
          if (calls === last) await cut();
          return Reflect.apply(value, target, args) as unknown;
        };
      },
    });
  return {
    medium: { ...medium, withLock: (work) => medium.withLock((store) => work(counted(store))) },
  };
}

async function ended(write: Promise<void>): Promise<'written' | 'failed'> {
  return write.then(
    () => 'written',
    () => 'failed',
  );
}
