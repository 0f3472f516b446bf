import { setTimeout as sleep } from 'node:timers/promises';
import { textOf } from '../../../../../activities/store/key-value/key-value';
import { bytesOf, firstFault, holdsOther, type Tried, trial } from './trial';

const WRITERS = 4;
const ADDED_BY_EACH = 5;
/** Writers try again after different times, so that they are not in step. */
const PAUSE_MS = 7;

const ONE_STEP =
  'compare and change in one step (If-Match and If-None-Match: * over HTTP, a transaction, an exclusive create), and answer null where it is refused';

export const changes = [
  trial('refuses a writer that has not seen the newest version', staleWriter, ONE_STEP),
  trial(
    'removes the version that was seen, and no other',
    staleRemover,
    'compare and remove in one step, and answer whether it was removed',
  ),
  trial('lets one of several creators win', oneCreator, ONE_STEP),
  trial('loses no change of writers at the same time', everyChange, ONE_STEP),
];

async function staleWriter(tried: Tried): Promise<string | null> {
  const { write, under } = tried;
  const key = under('contested');
  const first = await write(key, bytesOf('first'), null);
  if (first === null) return 'the first write() was refused';
  const takes = (name: string, text: string, expected: string | null) => async () =>
    (await write(name, bytesOf(text), expected)) !== null;
  const second = takes(key, 'second', first);
  return firstFault([
    ['write() was refused with the version that is there', async () => !(await second())],
    ['write() took a version that is no longer there', takes(key, 'stale', first)],
    ['write() took null for a key that is there', takes(key, 'stale', null)],
    ['write() took a version for a key that is not there', takes(under('never'), 'stale', first)],
    ['a write() that was refused changed something', holdsOther(tried, key, 'second')],
  ]);
}

async function staleRemover(tried: Tried): Promise<string | null> {
  const { read, write, remove, list, under } = tried;
  const key = under('removed');
  const first = await write(key, bytesOf('first'), null);
  const second = first && (await write(key, bytesOf('second'), first));
  if (!first || !second) return 'write() was refused';
  return firstFault([
    ['remove() took a version that is no longer there', () => remove(key, first)],
    ['a remove() that was refused changed something', holdsOther(tried, key, 'second')],
    ['remove() was refused with the version there', async () => !(await remove(key, second))],
    ['read() still finds what was removed', async () => (await read(key)) !== null],
    ['list() still tells what was removed', async () => (await list(key)).length > 0],
    ['remove() answered true for what was gone', () => remove(key, second)],
    [
      'write() was refused after the key was removed',
      async () => (await write(key, bytesOf('again'), null)) === null,
    ],
  ]);
}

async function oneCreator(tried: Tried): Promise<string | null> {
  const { write, under } = tried;
  const key = under('created');
  const texts = Array.from({ length: WRITERS }, (_, writer) => `writer ${writer}`);
  const versions = await Promise.all(texts.map((text) => write(key, bytesOf(text), null)));
  const winners = texts.filter((_, writer) => versions[writer] !== null);
  const [winner] = winners;
  if (winner === undefined || winners.length > 1) {
    return `${winners.length} of ${WRITERS} created the same key`;
  }
  return firstFault([
    ['what is there is not what the winner wrote', holdsOther(tried, key, winner)],
  ]);
}

async function everyChange(tried: Tried): Promise<string | null> {
  const key = tried.under('counter');
  await tried.write(key, bytesOf('0'), null);
  const writers = Array.from({ length: WRITERS }, (_, writer) => addTo(tried, key, writer));
  await Promise.all(writers);
  const found = await tried.read(key);
  const expected = WRITERS * ADDED_BY_EACH;
  if (found && Number(textOf(found)) === expected) return null;
  return `${expected} changes were taken, and ${found ? textOf(found) : 'none'} are there`;
}

async function addTo({ read, write }: Tried, key: string, writer: number): Promise<void> {
  for (let added = 0; added < ADDED_BY_EACH;) {
    const found = await read(key);
    const next = Number(found ? textOf(found) : 0) + 1;
    const version = await write(key, bytesOf(String(next)), found?.version ?? null);
    if (version !== null) added += 1;
    else await sleep(PAUSE_MS * writer);
  }
}
