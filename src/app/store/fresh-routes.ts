import { configuration } from '../configuration';
import { claimDataFolder, copyRoutes } from './keep-routes';
import { withStore } from './open-store';

/** The data folder; where the store is in a database, with the routes and their logs as they are there now. */
export async function freshRoutes(): Promise<string> {
  const settings = configuration();
  const { dataDir, database } = settings;
  if (database) {
    await withStore(settings, async (medium) => {
      await claimDataFolder(dataDir, medium);
      await copyRoutes(medium, dataDir);
    });
  }
  return dataDir;
}
