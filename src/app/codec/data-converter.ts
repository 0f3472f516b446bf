import { join } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { packageFolder } from '../../../activities/package-folder';
import { EncryptionCodec } from './encryption-codec';
import { readKeys } from './read-keys';

/** Puts messages and stack traces of failures into payloads, which the codec encrypts. */
export const FAILURE_CONVERTER = join(packageFolder(), 'src/app/codec/failure-converter.cjs');

/**
 * How values become payloads, for workers and clients alike: as they are, or encrypted where `RATCHET_CODEC_KEY_FILE`
 * names keys. The codec is there without keys too: an encrypted payload must be an error that can be mended, never
 * read as if it were input.
 *
 * @throws {CliError} for a key file that cannot be used
 */
export function dataConverter(env: NodeJS.ProcessEnv = process.env): DataConverter {
  const keys = readKeys(env);
  const codec = { payloadCodecs: [new EncryptionCodec(keys)] };
  return keys.keys.length === 0 ? codec : { ...codec, failureConverterPath: FAILURE_CONVERTER };
}
