import type { FoundServer } from './endpoints';

/** The model that the new study begins with. */
export interface ChosenModel {
  /** The name that specs use: `llama3.2-3b`. */
  readonly name: string;
  readonly baseUrl: string;
  /** The id that the endpoint knows it by. */
  readonly id: string;
}

/** A line of the list to choose from. */
export interface Offer extends ChosenModel {
  readonly server: string;
}

/** Ids of models that make embeddings, not answers: they are offered last. */
const NO_CHAT = /embed|rerank|whisper|bge-|clip/i;

/** What the servers on this machine have, those that cannot chat last. */
export function offersOf(servers: readonly FoundServer[]): readonly Offer[] {
  const offers = servers.flatMap(({ name: server, baseUrl, models }) =>
    models.map((id) => ({ name: nameOf(id), baseUrl, id, server })),
  );
  return [
    ...offers.filter(({ id }) => !NO_CHAT.test(id)),
    ...offers.filter(({ id }) => NO_CHAT.test(id)),
  ];
}

/** `google/gemma-3-4b` is `gemma-3-4b`, `lfm2:1.2b` is `lfm2-1.2b`. */
export function nameOf(id: string): string {
  const last =
    id
      .replace(/\.gguf$/i, '')
      .split(/[\\/]/)
      .at(-1) ?? '';
  const name = last
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 40)
    .replace(/[.-]+$/, '');
  return name === '' ? 'model' : name;
}

/** Where nothing answers: what most people will run. */
export const PLACEHOLDER: ChosenModel = {
  name: 'my-model',
  baseUrl: 'http://127.0.0.1:11434/v1',
  id: 'llama3.2:3b',
};
