import { join } from 'node:path';
import { packageFolder } from '../../activities/package-folder';
import { type Launch, whole } from './process';

/** Programs of which only the start is measured; Node.js itself is what the others are held against. */
export const STARTS: Readonly<Record<string, Launch>> = {
  'node -e 0': { command: [process.execPath, '-e', '0'] },
  'ratchet --help': { command: [process.execPath, join(packageFolder(), 'bin/ratchet'), '--help'] },
  'ratchet --help, from the sources': {
    command: [process.execPath, '--import', 'tsx', 'src/app/cli.ts', '--help'],
    cwd: packageFolder(),
  },
  'load @temporalio/client': { command: [process.execPath, '-e', "require('@temporalio/client')"] },
  'load @temporalio/worker': { command: [process.execPath, '-e', "require('@temporalio/worker')"] },
};

/** @returns milliseconds from start to exit */
export function timeToExit(launch: Launch): Promise<number> {
  return whole({ cwd: packageFolder(), ...launch });
}
