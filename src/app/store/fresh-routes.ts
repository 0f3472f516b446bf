import { configuration } from '../configuration';
import { claimDataFolder, copyRoutes } from './keep-routes';
import { withStore } from './open-store';

/** The data folder; where the store is elsewhere, with the routes and their logs as they are there now. */
export async function freshRoutes(): Promise<string> {
  const settings = configuration();
  const { dataDir, store } = settings;
  if (store) {
    await withStore(settings, async (medium) => {
      await claimDataFolder(dataDir, medium);
      await copyRoutes(medium, dataDir);
    });
  }
  return dataDir;
}
