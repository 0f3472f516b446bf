import { createStore } from '../../activities/store/create-store';
import { plausibleStudy } from '../history/plausible-study';

/** A process of its own that records a study one event at a time: data folder, study, seed, cycles. */
async function main([dataDir = '', study = '', seed = '', cycles = '']: readonly string[]) {
  const store = createStore({ dataDir });
  for (const event of plausibleStudy(study, Number(seed), Number(cycles))) {
    await store.recordEvents({ study, events: [event] });
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
