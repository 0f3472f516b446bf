import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { addressFrom } from '../init/address';
import { type Offer, offersOf } from '../init/choice';
import { chooseModel } from '../init/choose-model';
import { chooseName } from '../init/choose-name';
import { detectServers, KNOWN_SERVERS } from '../init/endpoints';
import { filesFor } from '../init/files-for';
import { createAsk } from '../init/question';
import { writeNewFiles } from '../init/write-files';
import { invocation } from '../invocation';
import { createOutput, type Output } from '../output/output';

interface InitArguments {
  readonly study?: string;
  readonly url?: string;
  readonly model?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function initCommand(program: Command): void {
  program
    .command('init')
    .description(
      'write a study, a suite and a models file to begin with; looks for model servers here',
    )
    .argument('[folder]', 'where to write them', '.')
    .option('--study <name>', "the study's name (default: the folder's)")
    .option(
      '--url <address>',
      'base URL of an endpoint with the OpenAI protocol, instead of looking for one',
    )
    .option('--model <id>', 'the model, as the endpoint knows it')
    .option('--yes', 'ask nothing, take the first model found')
    .option('--json', 'one object on standard output: what was found, what was written')
    .addHelpText(
      'after',
      `
Looks for Ollama, LM Studio, llama.cpp and vLLM where they listen by default, and overwrites nothing.

Examples:
  $ ratchet init my-study
  $ ratchet init my-study --url http://gpu-host:8000/v1 --model Qwen/Qwen3-4B`,
    )
    .action(init);
}

async function init(folder: string, options: InitArguments): Promise<void> {
  const output = createOutput(options);
  const address = options.url === undefined ? undefined : addressFrom(options.url);
  const servers = await detectServers(
    address === undefined ? KNOWN_SERVERS : [{ name: 'endpoint', baseUrl: address }],
  );
  const offers = offersOf(servers);
  tellOffers(offers, options, output);
  const asking = options.yes || options.json ? null : createAsk();
  try {
    const chosen = await chooseModel(offers, { address, model: options.model }, asking?.ask);
    const study = await chooseName(folder, options.study, asking?.ask);
    const files = await filesFor(folder, study, { chosen, offers });
    await writeNewFiles(files);
    const written = files.map(({ path }) => path);
    output.json({ study, folder: resolve(folder), servers, model: chosen, written });
    tellNext(folder, written, output);
  } finally {
    asking?.close();
  }
}

function tellOffers(offers: readonly Offer[], { url }: InitArguments, output: Output): void {
  if (offers.length === 0) {
    const where = url ?? KNOWN_SERVERS.map(({ name }) => name).join(', ');
    output.line(`No model server answers (${where}): models.yaml gets an example to change`);
    return;
  }
  output.line('Models on this machine:');
  for (const [place, { id, server }] of offers.entries()) {
    output.line(`  ${String(place + 1).padStart(2)}  ${id}  (${server})`);
  }
}

function tellNext(folder: string, written: readonly string[], { line, paint }: Output): void {
  line(`Wrote ${written.join(', ')}`);
  line('');
  line(paint.bold('Next'));
  const file = (kind: string): string => join(folder, `${kind}.yaml`);
  line(`  put your own prompts into ${file('suite')}, then check them:`);
  line(`    ${invocation(`validate ${written.join(' ')}`)}`);
  line('  in a terminal of its own, which stays open (it starts a Temporal server, too):');
  line(`    ./temporal-dev.sh worker --models ${file('models')}`);
  line('  what the study may take, and then the study:');
  line(`    ${invocation(`start ${file('study')} --dry-run`)}`);
  line(`    ${invocation(`start ${file('study')} --wait`)}`);
}
