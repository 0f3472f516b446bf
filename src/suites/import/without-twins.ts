import { canonicalJson } from '../../canonical-json';
import { normalise } from '../normalise';
import type { Entry } from './entry';
import type { Imported } from './imported';

/** Without the entries that ask, offer and expect just what another one does: a suite asks nothing twice. */
export function withoutTwins(imported: Imported): Imported {
  const first = new Map<string, Entry>();
  const twins = imported.entries.filter((entry) => {
    const mark = markOf(entry);
    if (first.has(mark)) return true;
    first.set(mark, entry);
    return false;
  });
  const told = twins.map((entry) => ({
    at: entry.at,
    what: entry.item.id,
    why: `it asks and expects the same as ${first.get(markOf(entry))?.item.id}`,
    mend: 'nothing is to do',
  }));
  return {
    ...imported,
    entries: [...first.values()],
    notCarried: [...imported.notCarried, ...told],
  };
}

function markOf({ item, tools }: Entry): string {
  const messages = conversationOf(item).map(({ role, content }) => [role, normalise(content)]);
  return JSON.stringify([messages, canonicalJson(item.expect), canonicalJson([...tools])]);
}

/** The messages of an item, however it is written. */
export function conversationOf({
  messages,
  prompt,
}: Entry['item']): readonly { readonly role: string; readonly content: string }[] {
  return messages ?? [{ role: 'user', content: prompt ?? '' }];
}
