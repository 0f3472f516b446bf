import { fetchWeights } from '../../../embedded-model/src/weights/fetch-weights';
import { officialPlace } from '../../../embedded-model/src/weights/official-place';
import { fakeEntry, someBytes } from './fake-entry';

/** A process that fetches the test's file once: arguments are folder, base URL and size. */
const [folder = '', base = '', size = '0'] = process.argv.slice(2);
const places = [officialPlace({ RATCHET_HF_BASE: base })];
fetchWeights(fakeEntry(someBytes(Number(size))), { env: {}, folder, places }).catch(() => {
  process.exitCode = 1;
});
