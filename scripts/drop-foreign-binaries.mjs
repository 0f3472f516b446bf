// @temporalio/core-bridge carries its binary for five platforms, 27 MB each, and one of them is ever loaded.
// After an install by `npm ci` or `npm install` the other four go, and the Rust sources of all five (decision 0046);
// --ignore-scripts keeps them. @opentelemetry ships its code in three forms; nothing here loads the one for browsers
// of tomorrow (decision 0055).
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const bridge = dirname(require.resolve('@temporalio/core-bridge/package.json'));

/** The package's own word for this machine, so that it keeps what it will look for. */
const own = ownPlatform();
const releases = join(bridge, 'releases');
if (own !== undefined && existsSync(join(releases, own))) {
  const foreign = readdirSync(releases).filter((platform) => platform !== own);
  for (const platform of foreign) rmSync(join(releases, platform), { recursive: true });
  rmSync(join(bridge, 'sdk-core'), { recursive: true, force: true });
  if (foreign.length > 0) console.log(`@temporalio/core-bridge: kept ${own} of its binaries`);
}

const modules = dirname(dirname(bridge));
const telemetry = join(modules, '@opentelemetry');
for (const name of existsSync(telemetry) ? readdirSync(telemetry) : []) {
  rmSync(join(telemetry, name, 'build/esnext'), { recursive: true, force: true });
}

function ownPlatform() {
  try {
    return require(join(bridge, 'common.js')).getPrebuiltTargetName();
  } catch {
    // No binary for this machine at all: the SDK says so when it is loaded.
    return undefined;
  }
}
