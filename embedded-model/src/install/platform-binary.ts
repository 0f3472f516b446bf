import { UserError } from '../user-error.ts';

const BINARIES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
};

/**
 * The package with the CPU binary of this machine.
 *
 * @throws {@link UserError} on any other platform
 */
export function platformBinary(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = BINARIES[platform];
  if (name) return `@node-llama-cpp/${name}`;
  const known = Object.keys(BINARIES).join(', ');
  throw new UserError(`The embedded model runs on ${known}; this machine is ${platform}`);
}
