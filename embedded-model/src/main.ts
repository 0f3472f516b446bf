import { fetchAll } from './fetch-all.ts';
import { installEngine } from './install/install-engine.ts';
import { log } from './log.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { serve } from './serve.ts';
import { messageOf, UserError } from './user-error.ts';

const BAD_INPUT = 4;

async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  const verb = VERBS[options.verb];
  if (!verb) throw new UserError(`Unknown verb "${options.verb}"\n\n${USAGE}`);
  await verb(options);
}

const VERBS: Readonly<Record<string, (options: Options) => Promise<void>>> = {
  help: async () => {
    process.stdout.write(`${USAGE}\n`);
  },
  install: async () => {
    await installEngine();
    log('node-llama-cpp is installed');
  },
  fetch: fetchAll,
  serve,
};

main(process.argv.slice(2)).catch((error: unknown) => {
  const isMendable = error instanceof UserError;
  log(isMendable || !(error instanceof Error) ? messageOf(error) : (error.stack ?? error.message));
  process.exitCode = isMendable ? BAD_INPUT : 1;
});
