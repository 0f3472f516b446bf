import { loadNotifications } from '../../activities/notify/load-notifications';
import { NOTIFICATION_TYPES } from '../../src/notifications/notification';
import { fileIn, temporaryFolder } from '../cli/ratchet';

const folder = temporaryFolder();
const load = (text: string) => loadNotifications(fileIn(folder, 'notifications.yaml', text));

describe('loadNotifications()', () => {
  it('fills in what is left out', async () => {
    const targets = await load(`targets:
  - { name: chat, url: https://example.org/hooks/ratchet, secretEnv: HOOK_SECRET, events: [undo] }
  - { name: mail, command: [./mail.sh, ops], passEnv: [SMTP], studies: [lfm] }
`);
    expect(targets).toEqual([
      {
        name: 'chat',
        events: ['undo'],
        studies: null,
        timeoutSeconds: 10,
        giveUpAfterHours: 24,
        to: {
          kind: 'webhook',
          url: 'https://example.org/hooks/ratchet',
          urlEnv: null,
          secretEnv: 'HOOK_SECRET',
        },
      },
      {
        name: 'mail',
        events: NOTIFICATION_TYPES,
        studies: ['lfm'],
        timeoutSeconds: 10,
        giveUpAfterHours: 24,
        to: { kind: 'command', command: ['./mail.sh', 'ops'], passEnv: ['SMTP'] },
      },
    ]);
  });

  it.each([
    [
      'an unknown event',
      '{ name: a, command: [x], events: [promotoin] }',
      /:2:\d+ targets\[0\].events\[0\]: expected .*did you mean "promotion"/,
    ],
    [
      'a webhook without a secret',
      '{ name: a, url: "https://x.org/" }',
      /:2:\d+ targets\[0\](\.secretEnv)?: expected the environment variable.*a webhook is always signed/,
    ],
    [
      'two ways',
      '{ name: a, url: "https://x.org/", command: [x], secretEnv: S }',
      /targets\[0\].name: expected one of url, urlEnv and command beside it, found 2/,
    ],
    ['no way', '{ name: a }', /found 0 of them/],
    [
      'an unknown field',
      '{ name: a, command: [x], event: [undo] }',
      /targets\[0\].event: unknown field.*events/,
    ],
    [
      'another kind of address',
      '{ name: a, url: "ftp://x.org/", secretEnv: S }',
      /targets\[0\].url: expected an http or https address/,
    ],
    [
      'a name twice',
      '{ name: a, command: [x] }\n  - { name: a, command: [x] }',
      /:3:\d+ targets\[1\].name: expected a name of its own/,
    ],
  ])('names line, column and field of %s', async (_, target, words) => {
    await expect(load(`targets:\n  - ${target}\n`)).rejects.toMatchObject({
      code: 'NOTIFICATIONS_INVALID',
      message: expect.stringMatching(words),
    });
  });

  it.each([
    '{ name: a, url: "https://u:hunter2secret@x.org/", secretEnv: S }',
    '{ name: a, url: "https://x.org/?token=hunter2secret", secretEnv: S }',
    '{ name: a, url: "https://x.org/", secret: hunter2secret }',
  ])('refuses a secret in %# and does not repeat it', async (target) => {
    const loading = load(`targets:\n  - ${target}\n`);
    await expect(loading).rejects.toThrow('no secret belongs into this file');
    await expect(loading).rejects.not.toThrow('hunter2secret');
  });
});
