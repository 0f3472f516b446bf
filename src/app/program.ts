import { Command } from 'commander';
import { version } from '../../package.json';
import { auditCommand } from './commands/audit';
import { calibrateCommand } from './commands/calibrate';
import { checkCommand } from './commands/check';
import { codecServerCommand } from './commands/codec-server';
import { completionCommand } from './commands/completion';
import { controlCommands } from './commands/controls';
import { demoCommand } from './commands/demo';
import { doctorCommand } from './commands/doctor';
import { exportCommand } from './commands/export';
import { generatorsCommand } from './commands/generators';
import { importCommand } from './commands/import';
import { initCommand } from './commands/init';
import { mcpCommand } from './commands/mcp';
import { notifyCommand } from './commands/notify';
import { reportCommand } from './commands/report';
import { startCommand } from './commands/start';
import { statusCommand } from './commands/status';
import { testPluginCommand } from './commands/test-plugin';
import { validateCommand } from './commands/validate';
import { watchCommand } from './commands/watch';
import { workerCommand } from './commands/worker';
import { invocation } from './invocation';
import { createOutput } from './output/output';

/** All verbs with their options and help. */
export function createProgram(): Command {
  const program = new Command('ratchet')
    .description('Makes a language-model configuration better by itself, and proves it.')
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({ outputError: (text) => createOutput({}).note(inOurWords(text)) })
    .addHelpText(
      'after',
      `
Exit codes: 0 done, 1 failed, 2 a route is broken or an audit found a difference, 3 cannot be told, 4 bad input, 5 budget spent, 130 and 143 ended by a signal
Environment: RATCHET_DATA, RATCHET_MODELS, RATCHET_QUEUE_PREFIX, RATCHET_STORE,
  TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE

Example:
  $ ratchet start study.yaml && ratchet status`,
    );
  demoCommand(program);
  initCommand(program);
  workerCommand(program);
  startCommand(program);
  statusCommand(program);
  watchCommand(program);
  controlCommands(program);
  generatorsCommand(program);
  reportCommand(program);
  validateCommand(program);
  testPluginCommand(program);
  checkCommand(program);
  calibrateCommand(program);
  doctorCommand(program);
  notifyCommand(program);
  mcpCommand(program);
  exportCommand(program);
  importCommand(program);
  auditCommand(program);
  codecServerCommand(program);
  completionCommand(program);
  return program;
}

/** `error: unknown command 'strat'` as the rest of the program speaks. */
function inOurWords(text: string): string {
  const words = text.trim().replace(/^error: /, '');
  return words.charAt(0).toUpperCase() + words.slice(1) + wayOut(words);
}

/** Where commander knows no mend of its own: where to look. */
function wayOut(words: string): string {
  if (words.startsWith('missing required'))
    return `\n${invocation('<verb> --help')} says what it is`;
  const isStrange = words.startsWith('unknown command') && !words.includes('Did you mean');
  return isStrange ? `\n${invocation('--help')} lists the verbs` : '';
}
