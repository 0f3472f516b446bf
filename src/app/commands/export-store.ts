import type { Command } from 'commander';
import { folderMedium } from '../../../activities/store/folder-medium';
import { asMeant } from '../as-meant';
import { CliError, EXIT } from '../cli-error';
import { configuration } from '../configuration';
import { counted } from '../output/audit-lines';
import { createOutput } from '../output/output';
import { copyForReaders, moveStore } from '../store/move-store';
import { withStore } from '../store/open-store';

interface ExportStoreArguments {
  readonly into: string;
  readonly study?: readonly string[];
  readonly move?: boolean;
  readonly json?: boolean;
}

export function exportStoreCommand(group: Command): void {
  group
    .command('store')
    .description('write the store as the folder that it would be: every file, byte for byte')
    .requiredOption('--into <folder>', 'an empty folder, or one that is not there yet')
    .option('--study <study...>', 'these studies only')
    .option(
      '--move',
      'from now on the store is there: workers that still use the old one write nothing',
    )
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
Without --move the folder is a copy to read from: no worker takes it for a store. RATCHET_STORE names the store.

Examples:
  $ ratchet export store --into /tmp/copy && RATCHET_STORE=folder RATCHET_DATA=/tmp/copy ratchet audit verify
  $ ratchet export store --into ratchet-data --move`,
    )
    .action(exportStore);
}

async function exportStore({ into, study, move, json }: ExportStoreArguments): Promise<void> {
  if (move && study) {
    throw new CliError(EXIT.badInput, 'A store is moved whole: leave out --study or --move');
  }
  const output = createOutput({ json });
  const target = folderMedium(asMeant(into));
  const { files, from } = await withStore(configuration(), async (medium) => ({
    files: await (move ? moveStore(medium, target) : copyForReaders(medium, target, study)),
    from: medium.root,
  }));
  output.json({ schemaVersion: 1, from, into: target.root, files, moved: move === true });
  output.line(
    move
      ? `${target.root} holds the store of ${from} now: ${counted(files, 'file')}`
      : `${counted(files, 'file')} of ${from} in ${target.root}`,
  );
}
