// A program of its own, so that bin/ratchet can ask before it loads anything large.
import { packageFolder } from '../../../activities/package-folder';
import { hashOfSources } from './hash-of-sources';
import { isCurrent } from './programs';
import { tellSourcesAtStart } from './sources-at-start';

const folder = packageFolder();
const sources = hashOfSources(folder);
tellSourcesAtStart(sources);
export const current = isCurrent(folder, sources);
