import { RatchetError } from '../../src/errors';
import type { RunRequest, StartState } from '../../src/runs/run';
import type { Item, Suite } from '../../src/suites/suite';
import type { AskedVariant } from '../../src/variants/variant';
import { askedVariant } from '../plugins/plugin-variant';
import type { ModelClient, ModelRequest } from '../ports';
import { createSchemaCheck } from '../suites/schema-check';
import type { CallNote, ItemResult } from './ask-item';
import { prepareModel, throwAwayCalls } from './prepare-model';
import { firstQuestion, runSuite } from './run-suite';

/** How a run asks. */
export type Asking = Pick<
  RunRequest,
  'spec' | 'variantFile' | 'prompt' | 'params' | 'seed' | 'prepare'
>;

/** What a run is to ask. */
export interface Questions {
  readonly suite: Suite;
  readonly items: readonly Item[];
  readonly variant: AskedVariant;
  /** The first question that it will ask: what thrown-away calls ask. */
  readonly first: ModelRequest['question'];
}

/**
 * What a run puts to the model.
 *
 * @throws {RatchetError} `SUITE_INVALID` for no items, `STUDY_INVALID` for a variant that this program does not know,
 *   `SPEC_INAPPLICABLE` for one that cannot carry an answer that an item expects, `PLUGIN_FAILED` for one of a plug-in
 *   that says nothing that can be asked
 */
export async function questionsOn(
  { suite, items }: Pick<Questions, 'suite' | 'items'>,
  asking: Pick<Asking, 'spec' | 'variantFile' | 'prompt'>,
  signal: AbortSignal,
): Promise<Questions> {
  const { spec, variantFile, prompt } = asking;
  const [firstItem] = items;
  if (!firstItem) throw new RatchetError('SUITE_INVALID', 'Cannot make a run: no item to measure');
  const variant = askedVariant(spec.variant, variantFile, signal);
  if (!variant) throw noSuchVariant(spec.variant);
  const worded = items.find(({ expect }) => expect.answer !== undefined);
  if (worded !== undefined && variant.speaks !== true) {
    throw new RatchetError(
      'SPEC_INAPPLICABLE',
      `Cannot ask by ${variant.name}: item "${worded.id}" expects an answer in words, and this variant reads only calls; native_api carries both`,
    );
  }
  const first = await firstQuestion(variant, firstItem, { suite, prompt });
  return { suite, items, variant, first };
}

function noSuchVariant(name: string): RatchetError {
  return new RatchetError(
    'STUDY_INVALID',
    `Cannot ask by ${name}: this worker knows no such variant`,
  );
}

/** Whom a run asks, until when, and who hears how far it is. */
export interface Listener {
  readonly client: ModelClient;
  readonly signal: AbortSignal;
  readonly progress: (done: number) => void;
}

/** What came of a run. */
export interface Asked {
  readonly startState: StartState;
  readonly notes: readonly CallNote[];
  readonly results: readonly ItemResult[];
}

/** One run: brings the model into its starting state, warms it up, and puts every item to it. */
export async function askSuite(
  asking: Asking,
  { suite, items, variant, first }: Questions,
  { client, signal, progress }: Listener,
): Promise<Asked> {
  const { spec, prompt, seed, params } = asking;
  const request = { temperature: spec.temperature, seed, params };
  const notes: CallNote[] = [];
  const note = (call: CallNote): void => void notes.push(call);
  const warmUp = { sample: { ...request, question: first }, signal, note };
  const startState = await prepareModel(client, asking.prepare, warmUp);
  await throwAwayCalls(client, spec.warmup, warmUp);
  const results = await runSuite({
    suite,
    items,
    spec,
    prompt,
    progress,
    context: {
      client,
      variant,
      request,
      limitMs: spec.timeoutSeconds * 1000,
      retries: spec.retries,
      breaksSchema: schemaCheckOf(suite),
      signal,
      note,
    },
  });
  return { startState, notes, results };
}

/** Compiled once per loaded suite. */
const schemaChecks = new WeakMap<Suite, ReturnType<typeof createSchemaCheck>>();

function schemaCheckOf(suite: Suite): ReturnType<typeof createSchemaCheck> {
  const check = schemaChecks.get(suite) ?? createSchemaCheck(suite.tools);
  schemaChecks.set(suite, check);
  return check;
}
