import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Command } from 'commander';
import { CliError, EXIT } from '../cli-error';
import { codecServer } from '../codec/codec-server';
import { EncryptionCodec } from '../codec/encryption-codec';
import { readKeys } from '../codec/read-keys';
import { createOutput } from '../output/output';

interface CodecServerArguments {
  readonly port: string;
  readonly origin: string;
  readonly json?: boolean;
}

export function codecServerCommand(program: Command): void {
  program
    .command('codec-server')
    .description('decrypt payloads for the Web UI and the Temporal CLI, on this machine')
    .option('--port <number>', 'port on 127.0.0.1; 0: any free one', '8888')
    .option('--origin <url>', 'address of the Web UI whose pages may ask', 'http://localhost:8233')
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
Needs RATCHET_CODEC_KEY_FILE. Whoever reaches the port reads everything: it listens on this machine alone.

Examples:
  $ RATCHET_CODEC_KEY_FILE=keys ratchet codec-server
  $ temporal workflow show --workflow-id my-study --codec-endpoint http://127.0.0.1:8888`,
    )
    .action(serve);
}

async function serve({ port, origin, json }: CodecServerArguments): Promise<void> {
  const output = createOutput({ json });
  const keys = readKeys();
  if (keys.file === null) {
    throw new CliError(
      EXIT.badInput,
      'Nothing is encrypted here: RATCHET_CODEC_KEY_FILE is not set',
    );
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new CliError(EXIT.badInput, `--port: expected 0 to 65535, found ${port}`);
  }
  const server = codecServer(new EncryptionCodec(keys), origin).listen(Number(port), '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  output.json({ event: 'listening', url });
  output.line(`Decrypts at ${url} for ${origin}; Ctrl-C stops it`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  server.close();
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
