import type { Json } from '../json';
import type { State } from './state';

/** What `GET /v1/models` says. */
export function modelList(state: State): Json {
  return {
    object: 'list',
    data: [...state.desks].map(([id, desk]) => ({
      id,
      object: 'model',
      created: 0,
      owned_by: 'scenario (simulated)',
      digest: desk.digest,
    })),
  };
}
