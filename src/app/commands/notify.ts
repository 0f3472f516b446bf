import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { deliverTo } from '../../../activities/notify/deliver-to';
import { RatchetError } from '../../errors';
import { didYouMean } from '../../nearest-word';
import type { Notification } from '../../notifications/notification';
import type { Target } from '../../notifications/target';
import { CliError, EXIT } from '../cli-error';
import { notificationTargets } from '../notify/notification-targets';
import { createOutput } from '../output/output';

interface NotifyArguments {
  readonly test: string;
  readonly notifications?: string;
  readonly json?: boolean;
}

export function notifyCommand(program: Command): void {
  program
    .command('notify')
    .description('send a test message to a target of the notifications file, once')
    .requiredOption('--test <target>', 'name of the target')
    .option('--notifications <file>', 'notifications file (default: RATCHET_NOTIFICATIONS)')
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
Workers send the real ones: ratchet worker --notifications FILE. Needs no server.

Example:
  $ ratchet notify --test team-chat --notifications notifications.yaml`,
    )
    .action(notify);
}

async function notify({ test, notifications, json }: NotifyArguments): Promise<void> {
  const output = createOutput({ json });
  const target = await targetNamed(test, notifications);
  const message = testMessage();
  const delivered = await deliverTo(target, process.env)(message, new AbortController().signal);
  output.json({ target: test, id: message.id, delivered: delivered.ok, ...whyOf(delivered) });
  if (!delivered.ok) throw new CliError(EXIT.failed, `Cannot tell ${test}: ${delivered.why}`);
  output.line(`${output.paint.green('✓')} ${test} took the test message ${message.id}`);
}

function whyOf(delivered: { readonly ok: boolean; readonly why?: string }) {
  return { why: delivered.ok ? null : delivered.why };
}

async function targetNamed(name: string, file: string | undefined): Promise<Target> {
  const targets = await notificationTargets(file, process.env);
  const found = targets.find((target) => target.name === name);
  if (found) return found;
  const names = targets.map((target) => target.name);
  throw new RatchetError(
    'NOTIFICATIONS_INVALID',
    names.length === 0
      ? 'No notifications file is named: --notifications FILE, or the environment variable RATCHET_NOTIFICATIONS'
      : `Unknown target ${JSON.stringify(name)}; the targets are ${names.join(', ')}${didYouMean(name, names)}`,
  );
}

function testMessage(): Notification {
  return {
    schemaVersion: 1,
    id: `msg_${randomUUID().replaceAll('-', '')}`,
    type: 'test',
    timestamp: new Date().toISOString(),
    text: 'ratchet: a test message, nothing happened',
    data: {
      study: 'none',
      cycle: 0,
      phase: null,
      event: null,
      what: 'test',
      result: 'sent',
      reason: 'ratchet notify --test',
      from: null,
      to: null,
      improvement: null,
    },
  };
}
