import { log, shownDuration } from '../log.ts';
import { createGrammarCache, type Grammars } from './grammar-cache.ts';
import { type Engine, startEngine } from './llama.ts';
import { type LoadedModel, loadModel } from './loaded-model.ts';

/** A model that can be loaded when it is asked for. */
export interface ServedModel {
  readonly name: string;
  readonly path: string;
  /** Of the weights, in lower-case hexadecimal. */
  readonly sha256: string;
}

export interface ShelfOptions {
  readonly threads: number;
  readonly contextTokens: number;
  /** Models in memory at once; the one unused for longest makes room. */
  readonly maxLoaded: number;
}

/** The models in memory. Not re-entrant: its users take turns. */
export interface ModelShelf {
  /** The model, loaded now if it was not, and the milliseconds that took. */
  take(served: ServedModel): Promise<Readonly<{ loaded: LoadedModel; loadMs: number }>>;
  /** The grammar of a response format; none for plain text. */
  readonly grammar: Grammars;
  /** Names, the one unused for longest first. */
  readonly names: () => readonly string[];
  /** Forgets a model and everything computed with it; false when it was not in memory. */
  unload(name: string): Promise<boolean>;
  readonly dispose: () => Promise<void>;
}

export function createModelShelf(options: ShelfOptions): ModelShelf {
  const models = new Map<string, LoadedModel>();
  const engine = lazyEngine(options.threads);

  const unload = async (name: string): Promise<boolean> => {
    const loaded = models.get(name);
    if (!loaded) return false;
    models.delete(name);
    await loaded.dispose();
    log(`${name}: unloaded`);
    return true;
  };

  const load = async ({ name, path }: ServedModel): Promise<LoadedModel> => {
    const [oldest] = models.keys();
    if (models.size >= options.maxLoaded && oldest !== undefined) await unload(oldest);
    const loaded = await loadModel(await engine.started(), { ...options, path });
    models.set(name, loaded);
    return loaded;
  };

  return {
    take: async (served) => {
      const begun = performance.now();
      const present = models.get(served.name);
      if (present) {
        models.delete(served.name);
        models.set(served.name, present);
        return { loaded: present, loadMs: 0 };
      }
      const loaded = await load(served);
      const loadMs = performance.now() - begun;
      log(`${served.name}: loaded in ${shownDuration(loadMs)}`);
      return { loaded, loadMs };
    },
    grammar: async (format) => (await engine.grammars())(format),
    names: () => [...models.keys()],
    unload,
    dispose: async () => {
      models.clear();
      await engine.dispose();
    },
  };
}

/** Starts the engine when it is first needed, and makes grammars with it. */
function lazyEngine(threads: number) {
  let engine: Engine | undefined;
  let grammars: Grammars | undefined;
  const started = async (): Promise<Engine> => {
    engine ??= await startEngine(threads);
    return engine;
  };
  return {
    started,
    grammars: async (): Promise<Grammars> => {
      grammars ??= createGrammarCache((await started()).llama);
      return grammars;
    },
    dispose: async (): Promise<void> => engine?.llama.dispose(),
  };
}
