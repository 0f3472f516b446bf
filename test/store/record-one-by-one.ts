import { createStoreOn } from '../../activities/store/create-store';
import { folderMedium } from '../../activities/store/folder-medium';
import { openPluginStore } from '../../activities/store/key-value/open-plugin-store';
import { plausibleStudy } from '../history/plausible-study';

/** A process of its own that records a study one event at a time: data folder or plug-in, study, seed, cycles. */
async function main([place = '', study = '', seed = '', cycles = '']: readonly string[]) {
  const isPlugin = place.endsWith('.ts');
  const medium = isPlugin ? openPluginStore(place, { create: true }) : folderMedium(place);
  const store = createStoreOn(await medium);
  for (const event of plausibleStudy(study, Number(seed), Number(cycles))) {
    await store.recordEvents({ study, events: [event] });
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
