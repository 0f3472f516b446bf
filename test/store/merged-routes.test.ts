import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import { admission, aSpec, eventsOf } from '../history/study-events';
import { dataFolder, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

async function started(dataDir: string, study: string, phase: string): Promise<void> {
  const baseline = { phase, spec: aSpec({ phase }), fallbacks: [] };
  const events = eventsOf(study, [[1, admission(study, [baseline])]]);
  await createStore({ dataDir }).recordEvents({ study, events });
}

async function ownersIn(dataDir: string): Promise<Record<string, string>> {
  const merged = JSON.parse(await readFile(join(dataDir, 'routing_config.json'), 'utf8'));
  const entries = Object.entries<{ study: string }>(merged.phases);
  return Object.fromEntries(entries.map(([phase, { study }]) => [phase, study]));
}

describe('routing_config.json of the data folder', () => {
  it('has the routes of all studies', async () => {
    const dataDir = await dataFolder();
    await started(dataDir, 'a', 'atomic');
    await started(dataDir, 'b', 'extended');
    expect(await ownersIn(dataDir)).toEqual({ atomic: 'a', extended: 'b' });
  });

  it('keeps the routes of a study whose own file cannot be read', async () => {
    const dataDir = await dataFolder();
    await started(dataDir, 'a', 'atomic');
    await writeFile(join(dataDir, 'studies', 'a', 'routing_config.json'), '{');
    await started(dataDir, 'b', 'extended');
    expect(await ownersIn(dataDir)).toEqual({ atomic: 'a', extended: 'b' });
  });

  it('is made again at worker start when it was deleted', async () => {
    const dataDir = await dataFolder();
    await started(dataDir, 'a', 'atomic');
    await rm(join(dataDir, 'routing_config.json'));
    await createStore({ dataDir }).recoverStudy('a');
    expect(await ownersIn(dataDir)).toEqual({ atomic: 'a' });
  });
});
