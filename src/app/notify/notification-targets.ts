import { resolve } from 'node:path';
import { loadNotifications } from '../../../activities/notify/load-notifications';
import type { Target } from '../../notifications/target';

/**
 * The targets of the file that was asked for, else of `RATCHET_NOTIFICATIONS`; none where neither names one.
 *
 * @throws {RatchetError} `NOTIFICATIONS_INVALID`
 */
export async function notificationTargets(
  asked: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<readonly Target[]> {
  const file = asked ?? env['RATCHET_NOTIFICATIONS'] ?? '';
  return file === '' ? [] : loadNotifications(resolve(file));
}
