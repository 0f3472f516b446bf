// A program of its own, so that bin/ratchet can ask before it loads anything large.
import { packageFolder } from '../../../activities/package-folder';
import { isCurrent } from './programs';

export const current = isCurrent(packageFolder());
