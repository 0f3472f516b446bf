import type { LlamaChat, Token } from 'node-llama-cpp';

/** A sequence of the context: what it has computed of one conversation can be used again. */
export interface Slot {
  readonly chat: LlamaChat;
  /** The conversations it is kept for begin like this. */
  key: string;
  /** Tokens at its start that were computed in whole batches, so as any other order would have. */
  reusable: number;
}

/** Picks the slot of a conversation's beginning; the one unused for longest makes room. */
export type Slots = (key: string) => Slot;

export function createSlots(chats: readonly LlamaChat[]): Slots {
  const slots: Slot[] = chats.map((chat) => ({ chat, key: '', reusable: 0 }));
  return (key) => {
    const found = slots.findIndex((slot) => slot.key === key);
    const [slot] = slots.splice(Math.max(found, 0), 1);
    if (!slot) throw new RangeError('A context needs at least one sequence');
    slot.key = key;
    slots.push(slot);
    return slot;
  };
}

/** How many tokens two texts have in common at their start. */
export function commonPrefix(left: readonly Token[], right: readonly Token[]): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    if (left[index] !== right[index]) return index;
  }
  return length;
}
