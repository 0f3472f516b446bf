import type { Outcome } from '../../src/outcomes/outcome';
import { scoreItem } from '../../src/outcomes/score-item';
import type { Item, Message } from '../../src/suites/suite';
import { conversationAfter } from '../../src/variants/conversation';
import type { VariantTask } from '../../src/variants/variant';
import { type Asker, type AskNote, askUntilDecided, type Decided } from './ask-until-decided';

/** What one item needs besides itself. */
export interface ItemContext extends Omit<Asker, 'note'> {
  readonly note: (call: CallNote) => void;
}

/** One model call, for the transcript. */
export interface CallNote extends AskNote {
  /** Null: a call made before the first item and thrown away. */
  readonly item: string | null;
}

export interface ItemResult extends Decided {
  readonly letter: Outcome;
  /** What the item adds to a shared conversation. */
  readonly conversation: readonly Message[];
}

/** Puts one item to the model and says what became of it. */
export async function askItem(
  item: Item,
  task: VariantTask,
  context: ItemContext,
): Promise<ItemResult> {
  const decided = await askUntilDecided(task, {
    ...context,
    note: (call) => context.note({ item: item.id, ...call }),
  });
  const { decision, answers } = decided;
  if (decision === null) return { ...decided, letter: 'T', conversation: [] };
  return {
    ...decided,
    letter: scoreItem(item, decision, context.breaksSchema),
    conversation: conversationAfter(task, answers, decision),
  };
}
