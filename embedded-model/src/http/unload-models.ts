import { objectAt, stringAt } from '../chat/fields.ts';
import type { Call } from './call.ts';
import { findModel } from './find-model.ts';

/** Unloads one model, or all: the next request finds a cold start. Doing it twice is no error. */
export async function unloadModels({ host, body, signal }: Call): Promise<unknown> {
  const { model } = objectAt('body', (await body()) ?? {});
  const names =
    model === undefined
      ? host.models.map(({ name }) => name)
      : [findModel(host, stringAt('model', model)).name];
  return { unloaded: await host.unload(names, signal) };
}
