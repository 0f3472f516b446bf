import type { ChatRequest } from '../chat/chat-request.ts';
import { ApiError } from '../http/api-error.ts';
import { createQueue } from '../queue.ts';
import type { Answer } from './answer.ts';
import { generate } from './generate.ts';
import { createModelShelf, type ServedModel, type ShelfOptions } from './model-shelf.ts';

/** The served models behind one queue: whatever they do, they do one thing at a time. */
export interface ModelHost {
  readonly models: readonly ServedModel[];
  /** Names of the models in memory. */
  loaded(): readonly string[];
  /** Requests that wait for their turn. */
  queued(): number;
  answer(served: ServedModel, request: ChatRequest, signal: AbortSignal): Promise<Answer>;
  /** Names of those of the given models that were in memory and no longer are. */
  unload(names: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
  /** Gives up what runs and waits, and frees the memory. */
  close(): Promise<void>;
}

export function createModelHost(models: readonly ServedModel[], options: ShelfOptions): ModelHost {
  const queue = createQueue();
  const shelf = createModelShelf(options);
  const closing = new AbortController();
  const orClosing = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, closing.signal]);

  return {
    models,
    loaded: shelf.names,
    queued: queue.waiting,
    answer: (served, request, signal) => {
      const given = orClosing(signal);
      return queue.run(async (queueMs) => {
        const { loaded, loadMs } = await shelf.take(served);
        given.throwIfAborted();
        const grammar = await shelf.grammar(request.format);
        const generated = await generate({ loaded, request, grammar, signal: given });
        return {
          ...generated,
          timings: { queue: queueMs, load: loadMs, ...generated.timings },
        };
      }, given);
    },
    unload: (names, signal) =>
      queue.run(async () => {
        const unloaded: string[] = [];
        for (const name of names) if (await shelf.unload(name)) unloaded.push(name);
        return unloaded;
      }, orClosing(signal)),
    close: async () => {
      closing.abort(new ApiError(503, 'The server is shutting down', { code: 'shutting_down' }));
      await queue.run(shelf.dispose, new AbortController().signal);
    },
  };
}
