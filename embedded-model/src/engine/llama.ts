import type { ChatWrapper, Llama, LlamaChat, LlamaModel } from 'node-llama-cpp';
import { log } from '../log.ts';

/** llama.cpp in this process, and the parts of its library that are made by hand. */
export interface Engine {
  readonly llama: Llama;
  readonly newChat: (options: ConstructorParameters<typeof LlamaChat>[0]) => LlamaChat;
  /** How the model wants its conversations written, as its file says. */
  readonly chatWrapperOf: (model: LlamaModel) => ChatWrapper;
}

/**
 * Starts llama.cpp on the CPU. The library is loaded only now: it may have been installed a moment
 * ago, and a process that serves nothing needs no engine.
 */
export async function startEngine(threads: number): Promise<Engine> {
  const library = await import('node-llama-cpp');
  const llama = await library.getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    maxThreads: threads,
    logLevel: library.LlamaLogLevel.error,
    logger: (_level, message) => log(message.trim()),
  });
  return {
    llama,
    newChat: (options) => new library.LlamaChat(options),
    chatWrapperOf: (model) => library.resolveChatWrapper(model),
  };
}
