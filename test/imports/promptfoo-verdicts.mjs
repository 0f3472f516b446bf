// Judges answers by promptfoo's own assertions: its folder is the first word, cases come as JSON on standard input.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const entry = join(process.argv[2], 'node_modules/promptfoo/dist/src/index.js');
const { assertions } = await import(pathToFileURL(entry).href);
const verdicts = [];
for (const { assert, output, tools } of JSON.parse(readFileSync(0, 'utf8'))) {
  const { pass } = await assertions.runAssertions({
    prompt: 'anything',
    provider: { id: () => 'none', config: { tools } },
    test: { vars: {}, assert },
    providerResponse: { output },
    latencyMs: 1,
  });
  verdicts.push(pass);
}
process.stdout.write(`\n${JSON.stringify(verdicts)}\n`, () => process.exit(0));
