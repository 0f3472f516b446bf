import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import { findPhaseOwners } from '../../activities/store/find-phase-owners';
import { folderMedium } from '../../activities/store/folder-medium';
import { readStudyEnd } from '../../activities/store/read-study-end';
import type { EventBody } from '../../src/history/study-event';
import { admission, aSpec, eventsOf } from '../history/study-events';
import { dataFolder, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

const atomic = { phase: 'atomic', spec: aSpec(), fallbacks: ['big'] };
const better = aSpec({ variant: 'atomic' });
const promoted: EventBody = {
  type: 'baseline-promoted',
  phase: 'atomic',
  from: aSpec(),
  to: better,
  improvement: 1 / 6,
  decision: 'c1/atomic/e1-variant-atomic/decided',
  reason: 'Better in 7 of 7 runs',
};
const ended: EventBody = { type: 'study-ended', state: 'finished', reason: 'Ceiling' };

async function folderWith(study: string, bodies: readonly EventBody[]): Promise<string> {
  const dataDir = await dataFolder();
  const events = eventsOf(
    study,
    bodies.map((body, place) => [place + 1, body]),
  );
  await createStore({ dataDir }).recordEvents({ study, events });
  return dataDir;
}

async function edited(dataDir: string, change: (text: string) => string): Promise<void> {
  const path = join(dataDir, 'studies', 'lfm', 'routing_config.json');
  await writeFile(path, change(await readFile(path, 'utf8')));
}

describe('readStudyEnd()', () => {
  it('has zeros for a study that has never run', async () => {
    const end = { lastSeq: 0, lastCycle: 0, routes: {}, state: null };
    expect(await readStudyEnd(folderMedium(await dataFolder()), 'lfm')).toEqual(end);
  });

  it('tells where the study ended, and with which routes', async () => {
    const dataDir = await folderWith('lfm', [admission('lfm', [atomic]), promoted, ended]);
    expect(await readStudyEnd(folderMedium(dataDir), 'lfm')).toEqual({
      lastSeq: 3,
      lastCycle: 3,
      routes: { atomic: better },
      state: 'finished',
    });
  });

  it('takes a route that was edited by hand', async () => {
    const dataDir = await folderWith('lfm', [admission('lfm', [atomic])]);
    await edited(dataDir, (text) => text.replace('"retries": 1', '"retries": 3'));
    const { routes } = await readStudyEnd(folderMedium(dataDir), 'lfm');
    expect(routes).toEqual({ atomic: aSpec({ retries: 3 }) });
  });

  it('names every field that a hand edit got wrong', async () => {
    const dataDir = await folderWith('lfm', [admission('lfm', [atomic])]);
    await edited(dataDir, (text) =>
      text.replace('"retries": 1', '"retries": "many"').replace('native_api"', 'native api"'),
    );
    await expect(readStudyEnd(folderMedium(dataDir), 'lfm')).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringMatching(
        /phases\.atomic\.route\.variant.*native api.*phases\.atomic\.route\.retries/s,
      ),
    });
  });

  it('refuses a route that stands under another phase’s name', async () => {
    const dataDir = await folderWith('lfm', [admission('lfm', [atomic])]);
    await edited(dataDir, (text) => text.replace('"phase": "atomic"', '"phase": "extended"'));
    await expect(readStudyEnd(folderMedium(dataDir), 'lfm')).rejects.toMatchObject({
      message: expect.stringContaining('phases.atomic.route.phase: expected "atomic"'),
    });
  });

  it('gives an edited route its own record when the study is admitted with it', async () => {
    const dataDir = await folderWith('lfm', [admission('lfm', [atomic]), promoted]);
    await edited(dataDir, (text) => text.replace('"retries": 1', '"retries": 3'));
    const { routes } = await readStudyEnd(folderMedium(dataDir), 'lfm');
    const spec = routes['atomic'] ?? aSpec();
    const [event] = eventsOf('lfm', [[3, admission('lfm', [{ ...atomic, spec }])]]);
    if (event === undefined) throw new Error('No event was made');
    const events = [{ ...event, seq: 3 }];
    await createStore({ dataDir }).recordEvents({ study: 'lfm', events });

    const text = await readFile(join(dataDir, 'studies', 'lfm', 'routing_config.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      phases: { atomic: { route: spec, sinceCycle: 0, decision: event.id } },
    });
  });
});

describe('findPhaseOwners()', () => {
  it('finds the live study that tunes the phase, other than the one that asks', async () => {
    const dataDir = await folderWith('lfm', [admission('lfm', [atomic])]);
    expect(await findPhaseOwners(folderMedium(dataDir), 'atomic', 'new')).toEqual(['lfm']);
    expect(await findPhaseOwners(folderMedium(dataDir), 'atomic', 'lfm')).toEqual([]);
    expect(await findPhaseOwners(folderMedium(dataDir), 'extended', 'new')).toEqual([]);
  });

  it('finds a phase free whose study has ended', async () => {
    const dataDir = await folderWith('lfm', [admission('lfm', [atomic]), ended]);
    expect(await findPhaseOwners(folderMedium(dataDir), 'atomic', 'new')).toEqual([]);
  });

  it('looks past folders that are no studies', async () => {
    const dataDir = await folderWith('lfm', [admission('lfm', [atomic])]);
    await mkdir(join(dataDir, 'studies', '.Trash'));
    expect(await findPhaseOwners(folderMedium(dataDir), 'atomic', 'new')).toEqual(['lfm']);
  });

  it('finds every phase free in a new data folder', async () => {
    expect(await findPhaseOwners(folderMedium(await dataFolder()), 'atomic', 'new')).toEqual([]);
  });
});
