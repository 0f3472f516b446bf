import type { Command } from 'commander';
import { rebuildCommand } from './audit-rebuild';
import { replayCommand } from './audit-replay';
import { verifyCommand } from './audit-verify';
import { whatIfCommand } from './audit-what-if';

/** `audit verify`, `rebuild`, `replay` and `what-if`: all of them offline. */
export function auditCommand(program: Command): void {
  const audit = program
    .command('audit')
    .description('prove, rebuild and replay what a study decided, from its archives, offline')
    .addHelpText(
      'after',
      `
Example:
  $ ratchet audit verify my-study`,
    );
  verifyCommand(audit);
  rebuildCommand(audit);
  replayCommand(audit);
  whatIfCommand(audit);
}
