import { canonicalJson } from '../../canonical-json';
import { normalise } from '../normalise';
import { SUITE_LIMITS, type SuiteFile } from '../parse-suite-file';
import type { Entry } from './entry';
import { conversationOf } from './without-twins';

/** Characters of JSON that one suite takes; its file, with indentation, stays below the limit of 4 MiB. */
const MOST_CHARACTERS = 1_500_000;

/** Entries that fit into one suite: as many as its limits allow, no tool of two meanings, no prompt twice. */
class Pack {
  readonly #mostTools: number;
  readonly entries: Entry[] = [];
  readonly #tools = new Map<string, string>();
  readonly #taken = new Set<string>();
  #characters = 0;

  constructor(mostTools: number) {
    this.#mostTools = mostTools;
  }

  take(entry: Entry): boolean {
    const { item } = entry;
    const tools = entry.tools.map((tool) => [tool.name, canonicalJson(tool)] as const);
    const added = tools.filter(([name]) => !this.#tools.has(name));
    const marks = [`id ${item.id}`, `text ${conversation(entry)}`];
    const characters = JSON.stringify(entry).length;
    const fits =
      this.#hasRoom(added.length, characters) &&
      tools.every(([name, text]) => (this.#tools.get(name) ?? text) === text) &&
      !marks.some((mark) => this.#taken.has(mark));
    if (!fits) return false;
    for (const [name, text] of added) this.#tools.set(name, text);
    for (const mark of marks) this.#taken.add(mark);
    this.#characters += characters;
    this.entries.push(entry);
    return true;
  }

  #hasRoom(addedTools: number, characters: number): boolean {
    if (this.entries.length === 0) return true;
    return (
      this.entries.length < SUITE_LIMITS.items &&
      (addedTools === 0 || this.#tools.size + addedTools <= this.#mostTools) &&
      this.#characters + characters <= MOST_CHARACTERS
    );
  }
}

function conversation({ item }: Entry): string {
  return JSON.stringify(conversationOf(item).map(({ role, content }) => [role, normalise(content)]));
}

/** How suites are made of entries. */
export interface Packing {
  readonly name: string;
  /** Of each suite every so many-th item is held out; null: none. */
  readonly heldOutEvery: number | null;
  /** Most tools of one suite, but for an entry that has more by itself: every item is offered all of them. */
  readonly mostTools: number;
}

/**
 * So few that another entry's tool is seldom a right answer too, and so many that a suite has items enough to show
 * something.
 */
export const TOOLS_PER_SUITE = 20;

/** Puts each entry into the first suite that has room for it; `name`, `name-2`, ... */
export function packEntries(entries: readonly Entry[], packing: Packing): readonly SuiteFile[] {
  const packs: Pack[] = [];
  for (const entry of entries) {
    if (packs.some((pack) => pack.take(entry))) continue;
    const pack = new Pack(packing.mostTools);
    pack.take(entry);
    packs.push(pack);
  }
  return packs.map((pack, index) => suiteOf(pack.entries, index, packing));
}

function suiteOf(entries: readonly Entry[], index: number, packing: Packing): SuiteFile {
  const { name, heldOutEvery } = packing;
  const tools = new Map(entries.flatMap((entry) => entry.tools.map((tool) => [tool.name, tool])));
  const isHeldOut = (place: number): boolean =>
    heldOutEvery !== null && (place + 1) % heldOutEvery === 0;
  const items = entries.map(({ item }) => item);
  return {
    schemaVersion: 1,
    name: index === 0 ? name : `${name}-${index + 1}`,
    description: '',
    tools: [...tools.values()],
    items: items.filter((_, place) => !isHeldOut(place)),
    heldOut: items.filter((_, place) => isHeldOut(place)),
    examples: [],
  };
}
