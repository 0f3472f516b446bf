import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliverTo } from '../../activities/notify/deliver-to';
import type { Notification } from '../../src/notifications/notification';
import { temporaryFolder } from '../cli/ratchet';
import { until } from '../support/until';
import { aTarget } from './support/told';

const notification: Notification = {
  schemaVersion: 1,
  id: 'msg_1',
  type: 'undo',
  timestamp: '2026-01-01T00:00:00.000Z',
  text: 'lfm: a; rm -rf $HOME `id`',
  data: {
    study: 'lfm',
    cycle: 1,
    phase: null,
    event: null,
    what: 'promotion',
    result: 'undone',
    reason: 'why',
    from: null,
    to: null,
    improvement: null,
  },
};
const folder = temporaryFolder();

function run(words: readonly string[], signal = new AbortController().signal) {
  const [program = '', ...more] = words;
  const to = { kind: 'command', command: [program, ...more], passEnv: ['SMTP'] } as const;
  const env = { PATH: process.env['PATH'], SMTP: 'mail', OPENAI_API_KEY: 'sk-secret' };
  return deliverTo(aTarget('', { to }), env)(notification, signal);
}

const node = (code: string): readonly string[] => [process.execPath, '-e', code];

describe('a command that is told', () => {
  it('gets the notification on standard input, its marks in the environment, and no key of the worker', async () => {
    const file = join(folder, 'told.json');
    const code = `let t = ''; process.stdin.on('data', (d) => t += d).on('end', () => require('fs')
      .writeFileSync(${JSON.stringify(file)}, JSON.stringify({ sent: JSON.parse(t), env: process.env })))`;
    expect(await run(node(code))).toEqual({ ok: true });
    const { sent, env } = JSON.parse(readFileSync(file, 'utf8'));
    expect(sent).toEqual(notification);
    expect(env).toMatchObject({ RATCHET_NOTIFICATION_TYPE: 'undo', SMTP: 'mail' });
    expect(env).toMatchObject({ RATCHET_NOTIFICATION_TEXT: notification.text });
    expect(env).not.toHaveProperty('OPENAI_API_KEY');
  });

  it('is read by no shell', async () => {
    const file = join(folder, 'words.json');
    const code = `require('fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.argv.slice(1)))`;
    expect(await run([...node(code), '$HOME; ls', '`id`'])).toEqual({ ok: true });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(['$HOME; ls', '`id`']);
  });

  it.each([
    ['ends with another code', node('process.exit(3)'), 'it ended with 3'],
    ['is not there', ['/nowhere/at-all'], 'it cannot be started (ENOENT)'],
  ])('has failed where it %s', async (_, words, why) => {
    expect(await run(words)).toEqual({ ok: false, why, retryAfterMs: null });
  });

  it('is killed with all that it started where it takes too long', async () => {
    const file = join(folder, 'pid');
    const code = `const { pid } = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      require('fs').writeFileSync(${JSON.stringify(file)}, String(pid) + '\\n'); setInterval(() => {}, 1000)`;
    const late = new AbortController();
    const running = run(node(code), late.signal);
    await until('it has started another', () =>
      Promise.resolve(existsSync(file) && readFileSync(file, 'utf8').endsWith('\n')),
    );
    late.abort();
    const delivered = await running;
    expect(delivered).toMatchObject({ ok: false, why: 'it took too long and was killed' });
    const pid = Number(readFileSync(file, 'utf8'));
    await until('its child is gone', () => Promise.resolve(!isAlive(pid)));
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie that nobody waits for is gone too.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
