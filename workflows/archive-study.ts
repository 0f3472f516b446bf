import type { ArchiveRequest, ArchiveResult } from '../src/contract';
import { storeActivities } from './activities';

/** Outlives the last run of a study by the moment that it takes to write its history down. */
export async function archiveStudy(store: string, request: ArchiveRequest): Promise<ArchiveResult> {
  return storeActivities(store).archiveHistories(request);
}
