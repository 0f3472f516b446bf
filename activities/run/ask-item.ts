import type { Outcome } from '../../src/outcomes/outcome';
import { scoreItem } from '../../src/outcomes/score-item';
import { giveBack } from '../../src/outcomes/scripted-results';
import type { Item, Message, ToolCall } from '../../src/suites/suite';
import { conversationAfter } from '../../src/variants/conversation';
import type { Exchange } from '../../src/variants/exchange';
import type { Decision, VariantTask } from '../../src/variants/variant';
import { type Asker, type AskNote, askUntilDecided, type Decided } from './ask-until-decided';
import { judgeAnswer } from './judge-answer';

/** What one item needs besides itself. */
export interface ItemContext extends Omit<Asker, 'note'> {
  readonly note: (call: CallNote) => void;
}

/** One model call, for the transcript. */
export interface CallNote extends AskNote {
  /** Null: a call made before the first item and thrown away. */
  readonly item: string | null;
  /** Which turn of the item it belongs to, from 2; not there: the first. */
  readonly turn?: number;
}

export interface ItemResult extends Decided {
  readonly letter: Outcome;
  /** What the item adds to a shared conversation. */
  readonly conversation: readonly Message[];
}

/** Turns of an item with scripted results, where it does not say how many: enough to see that one does not end. */
const MAX_TURNS = 8;

/** Puts one item to the model, turn by turn while its calls have results, and says what became of it. */
export async function askItem(
  item: Item,
  task: VariantTask,
  context: ItemContext,
): Promise<ItemResult> {
  const due = item.expect.answer === undefined ? task : { ...task, answerDue: true as const };
  const held = await holdTurns(item, due, context);
  const { decision, answers, elapsedMs, exchanges } = held;
  const told = { decision, answers, elapsedMs };
  if (decision === null) return { ...told, letter: 'T', conversation: [] };
  const spoken = exchanges.length === 0 ? task : { ...task, exchanges };
  return {
    ...told,
    letter: await letterOf(item, { decision, exchanges }, context),
    conversation: conversationAfter(spoken, held.lastAnswers, decision),
  };
}

interface Held extends Decided {
  readonly exchanges: readonly Exchange[];
  /** Answers of the last turn. */
  readonly lastAnswers: Decided['answers'];
}

/** Asks until the model makes no call that has a result left, or has answered as often as it may. */
async function holdTurns(item: Item, task: VariantTask, context: ItemContext): Promise<Held> {
  const exchanges: Exchange[] = [];
  const answers: Decided['answers'][number][] = [];
  let left = item.results ?? [];
  let elapsedMs = 0;
  for (let turn = 1; ; turn += 1) {
    const decided = await askUntilDecided(exchanges.length === 0 ? task : { ...task, exchanges }, {
      ...context,
      note: (call) => context.note({ item: item.id, ...call, ...(turn > 1 && { turn }) }),
    });
    const { decision } = decided;
    elapsedMs += decided.elapsedMs;
    answers.push(...decided.answers);
    const given = turn < (item.maxTurns ?? MAX_TURNS) ? givenBack(decision, left, context) : null;
    if (given === null) {
      return { decision, answers, elapsedMs, exchanges, lastAnswers: decided.answers };
    }
    exchanges.push({ calls: given.calls, results: given.results });
    left = given.left;
  }
}

function givenBack(
  decision: Decision | null,
  left: NonNullable<Item['results']>,
  { breaksSchema }: ItemContext,
) {
  if (decision?.kind !== 'calls' || decision.calls.some(breaksSchema)) return null;
  const given = decision.calls.length === 0 ? null : giveBack(decision.calls, left);
  return given === null ? null : { ...given, calls: decision.calls };
}

/** By the calls of all turns, and where they are right by what was said at the end. */
async function letterOf(
  item: Item,
  { decision, exchanges }: { readonly decision: Decision; readonly exchanges: readonly Exchange[] },
  { breaksSchema }: ItemContext,
): Promise<Outcome> {
  const earlier = exchanges.flatMap(({ calls }) => calls);
  const letter = scoreItem(item, withEarlier(decision, earlier), breaksSchema);
  const { answer } = item.expect;
  if (answer === undefined || letter !== 'P') return letter;
  const text = decision.kind === 'none' ? decision.text : '';
  return judgeAnswer(answer, { item, text, calls: earlier });
}

function withEarlier(decision: Decision, earlier: readonly ToolCall[]): Decision {
  if (earlier.length === 0 || decision.kind === 'malformed') return decision;
  const calls = decision.kind === 'calls' ? decision.calls : [];
  return { kind: 'calls', calls: [...earlier, ...calls] };
}
