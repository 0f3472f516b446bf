import type { Spec } from '../../src/spec/spec';
import type { Item, Message, Suite } from '../../src/suites/suite';
import type { AskedVariant, PromptSet, VariantTask } from '../../src/variants/variant';
import type { ModelRequest } from '../ports';
import { askItem, type ItemContext, type ItemResult } from './ask-item';

/** What a run asks, and of whom. */
export interface SuiteRun {
  readonly suite: Suite;
  /** The measured items, in suite order. */
  readonly items: readonly Item[];
  readonly spec: Spec;
  readonly prompt: PromptSet | null;
  readonly context: ItemContext;
  /** Called after each item. */
  readonly progress: (done: number) => void;
}

/** Puts every item to the model, in order: in one conversation (`i0`) or each afresh (`i1`). */
export async function runSuite(run: SuiteRun): Promise<readonly ItemResult[]> {
  const results: ItemResult[] = [];
  let history: readonly Message[] = [];
  for (const item of run.items) {
    const result = await askItem(item, taskOf(item, { ...run, history }), run.context);
    results.push(result);
    if (run.spec.isolation === 0) history = [...history, ...result.conversation];
    run.progress(results.length);
  }
  return results;
}

/** An item as its variant sees it. */
export function taskOf(
  item: Item,
  { suite, prompt, history }: Pick<SuiteRun, 'suite' | 'prompt'> & { history: readonly Message[] },
): VariantTask {
  const { tools, examples } = suite;
  return { tools, examples, messages: item.messages, history, prompt };
}

/** The first question that a run will ask: what warm-up calls use. */
export async function firstQuestion(
  variant: AskedVariant,
  item: Item,
  of: Pick<SuiteRun, 'suite' | 'prompt'>,
): Promise<ModelRequest['question']> {
  const step = await variant.next(taskOf(item, { ...of, history: [] }), []);
  if (step.kind === 'ask') return step.question;
  throw new RangeError(`Cannot warm up with ${variant.name}: it decides without asking`);
}
