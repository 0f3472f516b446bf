import type { Command } from 'commander';
import { readTextFile } from '../../../activities/input/read-text-file';
import { folderMedium } from '../../../activities/store/folder-medium';
import { studyFolder } from '../../../activities/store/store-paths';
import { RatchetError } from '../../errors';
import { ROUTING_FILE } from '../../history/study-files';
import { describeIssues } from '../../input-issue';
import { parseRoutingConfig } from '../../routing/parse-routing-config';
import { asMeant } from '../as-meant';
import { CliError, EXIT } from '../cli-error';
import { configuration } from '../configuration';
import { counted } from '../output/audit-lines';
import { createOutput } from '../output/output';
import { moveStore } from '../store/move-store';
import { openStore, withStore } from '../store/open-store';
import { refuseWorking } from '../store/refuse-working';
import { importSuiteCommand } from './import-suite';

interface ImportArguments {
  readonly json?: boolean;
}

/** `import store`, `import routing` and `import suite`. */
export function importCommand(program: Command): void {
  const group = program
    .command('import')
    .description('bring in a store, an edited route, or the test cases of another tool')
    .addHelpText(
      'after',
      `
Example:
  $ RATCHET_STORE=postgres ratchet import store ratchet-data`,
    );
  group
    .command('store')
    .description(
      'move the store of a data folder into the database, or to the plug-in, of RATCHET_STORE',
    )
    .argument('<folder>', 'a data folder; afterwards it is only a copy')
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
Stop the workers of the folder first. The store keeps its name, so that open studies go on with the workers of the
new place. Interrupted, it is completed by the same command.

Example:
  $ RATCHET_STORE=postgres://ratchet@db/ratchet ratchet import store ratchet-data`,
    )
    .action(importStore);
  group
    .command('routing')
    .description(
      'give a study an edited routing_config.json, taken up at its next cycle like a hand edit',
    )
    .argument('<study>', 'name of a study')
    .argument('<file>', 'its routing file, as edited')
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
Example:
  $ ratchet export store --into /tmp/copy --study my-study
  $ ratchet import routing my-study /tmp/copy/studies/my-study/routing_config.json`,
    )
    .action(importRouting);
  importSuiteCommand(group);
}

async function importStore(folder: string, { json }: ImportArguments): Promise<void> {
  const output = createOutput({ json });
  const settings = configuration();
  if (!settings.store) {
    throw new CliError(
      EXIT.badInput,
      'Cannot import a store: RATCHET_STORE names no database and no plug-in; set it to postgres, a postgres:// URL or the path of a plug-in',
    );
  }
  const source = folderMedium(asMeant(folder));
  await refuseWorking(source.root);
  const store = await openStore(settings, { migrate: true });
  try {
    const files = await moveStore(source, store.medium);
    const into = store.medium.root;
    output.json({ schemaVersion: 1, from: source.root, into, files });
    output.line(`${into} holds the store of ${source.root} now: ${counted(files, 'file')}`);
  } finally {
    await store.close();
  }
}

async function importRouting(
  study: string,
  file: string,
  { json }: ImportArguments,
): Promise<void> {
  const output = createOutput({ json });
  const path = asMeant(file);
  const text = await readTextFile(path, 'ROUTING_INVALID');
  const edited = parseRoutingConfig(text);
  if (!edited.ok) {
    throw new RatchetError(
      'ROUTING_INVALID',
      `Cannot use ${path}:\n${describeIssues(edited.issues)}`,
    );
  }
  await withStore(configuration(), async (medium) => {
    if (edited.value.study !== study || !(await medium.studyNames()).includes(study)) {
      const why =
        edited.value.study === study
          ? `${medium.root} has no such study`
          : `it is the file of ${edited.value.study}`;
      throw new RatchetError('ROUTING_INVALID', `Cannot give ${path} to ${study}: ${why}`);
    }
    await medium.withLock((store) =>
      store.replace(`${studyFolder(store.root, study)}/${ROUTING_FILE}`, text),
    );
  });
  output.json({ schemaVersion: 1, study, file: path });
  output.line(`${study} takes up the routes of ${path} at its next cycle`);
}
