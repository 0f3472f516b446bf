import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storeText } from '../../activities/store/store-file';
import { checkStore } from '../../src/app/doctor/check-store';
import type { Found } from '../../src/app/doctor/finding';
import { dataFolder, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

describe('what doctor says of a store in a folder', () => {
  /** Of a folder whose store's own file says this. */
  async function findings(movedTo?: string): Promise<readonly Found[]> {
    const dataDir = await dataFolder();
    const record = { id: 'abcd1234', ...(movedTo !== undefined && { movedTo }) };
    await writeFile(join(dataDir, 'store.json'), storeText(record));
    const untold = { value: null, why: 'not asked', mend: 'nothing' } as const;
    return checkStore.run({
      configuration: { dataDir, modelsFile: '', queuePrefix: '' },
      env: {},
      address: '',
      namespace: '',
      server: untold,
      models: untold,
      generate: false,
    });
  }

  it('is that it can be written', async () => {
    expect((await findings()).map(({ state }) => state)).toEqual(['ok', 'ok']);
  });

  it('is that it was moved, since every write into it is refused from then on', async () => {
    expect(await findings('postgres:ratchet')).toContainEqual({
      state: 'fault',
      text: expect.stringMatching(/^the store of .* is in postgres:ratchet now$/),
      mend: 'set RATCHET_STORE to where it is',
    });
  });
});
