import type { LlamaContext, LlamaModel } from 'node-llama-cpp';
import { BATCH_TOKENS } from './compute-prompt.ts';
import { createSlots, type Slots } from './conversation-slots.ts';
import type { Engine } from './llama.ts';

/** How many conversation beginnings a model remembers at once. */
const SLOTS = 4;

/** Weights in memory, with a context to compute in. */
export interface LoadedModel {
  readonly model: LlamaModel;
  readonly context: LlamaContext;
  readonly slots: Slots;
  dispose(): Promise<void>;
}

export interface LoadOptions {
  readonly path: string;
  readonly threads: number;
  /** Tokens per conversation; a model's own limit counts where it is lower. */
  readonly contextTokens: number;
}

export async function loadModel(engine: Engine, options: LoadOptions): Promise<LoadedModel> {
  const model = await engine.llama.loadModel({ modelPath: options.path });
  const context = await model.createContext({
    contextSize: Math.min(options.contextTokens, model.trainContextSize),
    batchSize: BATCH_TOKENS,
    threads: options.threads,
    sequences: SLOTS,
  });
  const chatWrapper = engine.chatWrapperOf(model);
  const chats = Array.from({ length: SLOTS }, () =>
    engine.newChat({ contextSequence: context.getSequence(), chatWrapper }),
  );
  return { model, context, slots: createSlots(chats), dispose: () => model.dispose() };
}
