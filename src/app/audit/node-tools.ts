import { gunzipSync } from 'node:zlib';
import { sha256 } from '../../../activities/store/sha256';
import type { Tools } from '../../audit/study-files';

/** Hashes and compression as Node does them. */
export const nodeTools: Tools = { sha256, gunzip: (bytes) => gunzipSync(bytes) };
