import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NEW_RECORD, type TargetRecord } from '../../activities/notify/target-record';
import { checkNotifications } from '../../src/app/doctor/check-notifications';
import { fileIn } from '../cli/ratchet';
import { dataFolder, removeDataFolders } from '../support/data-folder';
import { SECRET } from './support/told';

afterAll(removeDataFolders);

const none = { value: null, why: 'not asked', mend: 'ask' };
const failing = { since: 0, attempts: 9, nextAt: 0, why: 'it answered 500' };
const lost = { id: 'msg_1', type: 'undo', study: 'lfm', at: new Date().toISOString(), why: 'away' };

async function found(record: Partial<TargetRecord> | null, env: NodeJS.ProcessEnv = {}) {
  const dataDir = await dataFolder();
  const target = '{ name: chat, url: "https://example.org/hook", secretEnv: HOOK_SECRET }';
  const file = fileIn(dataDir, 'notifications.yaml', `targets: [${target}]\n`);
  if (record) {
    await mkdir(join(dataDir, 'notifications'));
    const text = JSON.stringify({ ...NEW_RECORD, ...record });
    await writeFile(join(dataDir, 'notifications/chat.json'), text);
  }
  const [finding] = await checkNotifications.run({
    configuration: { dataDir, modelsFile: '', queuePrefix: '' },
    env: { RATCHET_NOTIFICATIONS: file, HOOK_SECRET: SECRET, ...env },
    address: '',
    namespace: '',
    server: none,
    models: none,
    generate: false,
  });
  return finding;
}

describe('the check of notifications', () => {
  it.each<[string, Partial<TargetRecord> | null, string, RegExp]>([
    ['that all is told', { delivered: 3 }, 'ok', /^chat: 3 delivered$/],
    ['that no worker has begun', null, 'warning', /no worker has begun/],
    ['that attempts fail', { failing }, 'warning', /9 attempts failed since 1970.*answered 500$/],
    ['what was given up', { givenUp: 1, lost: [lost] }, 'warning', /0 delivered; 1 given up/],
    ['that it goes on', { failing, givenUp: 1, lost: [lost] }, 'fault', /500; 1 given up.*away/],
  ])('tells %s', async (...[, record, state, text]) => {
    expect(await found(record)).toMatchObject({ state, text: expect.stringMatching(text) });
  });

  it('tells a secret that is none, and does not repeat it', async () => {
    const finding = await found({}, { HOOK_SECRET: 'hunter2secret' });
    expect(finding).toMatchObject({ state: 'fault', text: expect.stringContaining('HOOK_SECRET') });
    expect(finding?.text).not.toContain('hunter2secret');
  });
});
