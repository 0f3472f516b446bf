import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { engines } from '../../../package.json';
import type { Check } from './check';
import { type Found, fault, ok } from './finding';

const SDK = ['activity', 'client', 'common', 'envconfig', 'proto', 'worker', 'workflow'];
const REINSTALL = 'rm -rf node_modules && npm ci';

/** Is Node new enough, and is each package that must be there once there once? */
export const checkVersions: Check = {
  name: 'versions',
  run: async () => [nodeFinding(process.versions.node), ...packageFindings(copiesOf)],
};

export function nodeFinding(version: string): Found {
  const least = engines.node.replace(/^>=/, '');
  return isAtLeast(version, least)
    ? ok(`Node ${version}`)
    : fault(`Node ${version}, expected ${least} or newer`, `install Node ${least} or newer`);
}

function isAtLeast(version: string, least: string): boolean {
  const order = new Intl.Collator('en', { numeric: true });
  return order.compare(version, least) >= 0;
}

/** A package as one of the SDK's packages gets it. */
export interface Copy {
  readonly folder: string;
  readonly version: string;
}

/** Two versions of the SDK, or two copies of protobufjs, fail in places that name neither. */
export function packageFindings(copies: (name: string) => readonly Copy[]): readonly Found[] {
  const sdk = [
    ...new Set(SDK.flatMap((name) => copies(`@temporalio/${name}`)).map(({ version }) => version)),
  ];
  const protobufjs = copies('protobufjs');
  const folders = new Set(protobufjs.map(({ folder }) => folder));
  return [
    sdk.length === 1
      ? ok(`@temporalio ${sdk[0]}`)
      : fault(`${sdk.length} versions of @temporalio: ${sdk.join(', ')}; expected one`, REINSTALL),
    folders.size === 1
      ? ok(`protobufjs ${protobufjs[0]?.version}, once`)
      : fault(
          `${folders.size} copies of protobufjs; with more than one, histories cannot be read`,
          REINSTALL,
        ),
  ];
}

/** What each package of the SDK, and this program, get by the name. */
function copiesOf(name: string): readonly Copy[] {
  const own = createRequire(__filename);
  const askers = SDK.map((each) => createRequire(own.resolve(`@temporalio/${each}/package.json`)));
  return [own, ...askers].map((require) => {
    const file = require.resolve(`${name}/package.json`);
    const { version }: { readonly version: string } = require(file);
    return { folder: dirname(file), version };
  });
}
