import { readPlainFileSync } from '../../../activities/input/read-plain-file-sync';
import { whyNot } from '../../../activities/input/read-text-file';
import { CliError, EXIT } from '../cli-error';

/** Keys of the payload codec, the one that encrypts first. */
export interface CodecKeys {
  /** Where they were read, for errors; null: there are none. */
  readonly file: string | null;
  readonly keys: readonly CodecKey[];
}

export interface CodecKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** AES-256. */
const KEY_BYTES = 32;

const MEND =
  'Expected lines of a key id and 32 bytes in base64, the newest key first; make one: printf \'%s %s\\n\' "$(date +%Y-%m)" "$(openssl rand -base64 32)"';

/**
 * Reads the file that `RATCHET_CODEC_KEY_FILE` names: one key a line, `id base64`. The first one encrypts, all decrypt.
 *
 * @returns without keys where the variable is not set
 * @throws {CliError} naming file and line; never a key
 */
export function readKeys(env: NodeJS.ProcessEnv = process.env): CodecKeys {
  const file = env['RATCHET_CODEC_KEY_FILE'];
  if (!file) return { file: null, keys: [] };
  const keys = linesOf(file).map(({ text, line }) => keyOf(text, `${file}, line ${line}`));
  if (keys.length === 0) throw bad(`RATCHET_CODEC_KEY_FILE: ${file} has no key`);
  const twice = keys.find(({ id }, at) => keys.findIndex((key) => key.id === id) < at);
  if (twice) throw bad(`RATCHET_CODEC_KEY_FILE: ${file} has two keys with the id ${twice.id}`);
  return { file, keys };
}

function linesOf(file: string): readonly { readonly text: string; readonly line: number }[] {
  let content: string;
  try {
    content = readPlainFileSync(file);
  } catch (cause) {
    throw bad(`RATCHET_CODEC_KEY_FILE: cannot read ${file}: ${whyNot(cause)}`);
  }
  return content
    .split('\n')
    .map((text, at) => ({ text: text.trim(), line: at + 1 }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'));
}

function keyOf(text: string, place: string): CodecKey {
  const [id = '', base64 = '', ...more] = text.split(/\s+/);
  // A key without an id is told by its place alone: the one word there is may be the key.
  if (base64 === '') throw bad(`${place}: expected an id and a key, found one word`);
  const bytes = Buffer.from(base64, 'base64');
  if (!/^[\w.-]{1,64}$/.test(id))
    throw bad(`${place}: the key id may have letters, digits and . _ -`);
  if (more.length > 0 || bytes.length !== KEY_BYTES) {
    throw bad(`${place}: the key ${id} has ${bytes.length} bytes, expected ${KEY_BYTES}`);
  }
  return { id, bytes };
}

function bad(what: string): CliError {
  return new CliError(EXIT.badInput, `${what}\n${MEND}`);
}
