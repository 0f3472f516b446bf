import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliverTo } from '../../activities/notify/deliver-to';
import { newsOfEvent } from '../../src/notifications/news-of-event';
import { anEvent } from '../history/study-events';
import { startReceiver } from './support/receiver';
import { aTarget, SECRET } from './support/told';

const root = join(__dirname, '../..');
const script = join(root, 'examples/check-signature.mjs');

describe('examples/check-signature.mjs', () => {
  it('is what docs/notifications.md shows', () => {
    const page = readFileSync(join(root, 'docs/notifications.md'), 'utf8');
    expect(page).toContain(`\`\`\`js\n${readFileSync(script, 'utf8')}\`\`\``);
  });

  it('knows what we sent from what was changed on its way', async () => {
    const receiver = await startReceiver();
    const ended = { type: 'study-ended', state: 'failed', reason: 'ü €' } as const;
    const news = newsOfEvent(anEvent('lfm', [1, 1], ended));
    if (!news) throw new Error('No news');
    const deliver = deliverTo(aTarget(receiver.url), { HOOK_SECRET: SECRET });
    await deliver({ schemaVersion: 1, id: 'msg_1', ...news }, new AbortController().signal);
    await receiver.stop();
    const [got] = receiver.got;
    const answer = (body: string): string =>
      execFileSync(process.execPath, [script], {
        input: body,
        env: { HEADERS: JSON.stringify(got?.headers), HOOK_SECRET: SECRET },
        encoding: 'utf8',
      });
    expect(answer(got?.body ?? '')).toBe('genuine\n');
    expect(answer(`${got?.body ?? ''} `)).toBe('not genuine\n');
  });
});
