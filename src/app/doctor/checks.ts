import type { Check } from './check';
import { checkCli } from './check-cli';
import { checkClock } from './check-clock';
import { checkDeployments } from './check-deployments';
import { checkDisk } from './check-disk';
import { checkFiles } from './check-files';
import { checkModels } from './check-models';
import { checkNamespace } from './check-namespace';
import { checkNotifications } from './check-notifications';
import { checkSearchAttributes } from './check-search-attributes';
import { checkServer } from './check-server';
import { checkStore } from './check-store';
import { checkStuck } from './check-stuck';
import { checkStudies } from './check-studies';
import { checkVersions } from './check-versions';
import { checkWorkers } from './check-workers';

/** Everything that `ratchet doctor` looks at, in the order in which it tells it: what explains the rest first. */
export const CHECKS: readonly Check[] = [
  checkVersions,
  checkServer,
  checkCli,
  checkNamespace,
  checkSearchAttributes,
  checkClock,
  checkStore,
  checkDisk,
  checkFiles,
  checkModels,
  checkWorkers,
  checkDeployments,
  checkStuck,
  checkStudies,
  checkNotifications,
];
