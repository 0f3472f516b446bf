import { RatchetError } from '../../src/errors';
import { hideSecrets } from '../../src/hide-secrets';
import { parseNotifications } from '../../src/notifications/parse-notifications';
import type { Target } from '../../src/notifications/target';
import { describeIssuesIn } from '../input/describe-issues-in';
import { readDocument } from '../input/read-document';

/**
 * Loads a notifications file. Secrets are not looked up yet.
 *
 * @param file - path of a YAML or JSON file
 * @throws {RatchetError} `NOTIFICATIONS_INVALID`, naming file, line, column and field
 */
export async function loadNotifications(file: string): Promise<readonly Target[]> {
  const document = await readDocument(file, 'NOTIFICATIONS_INVALID');
  const parsed = parseNotifications(document.value);
  if (parsed.ok) return parsed.value;
  const lines = describeIssuesIn(document, parsed.issues, hideSecrets);
  throw new RatchetError('NOTIFICATIONS_INVALID', lines.join('\n'));
}
