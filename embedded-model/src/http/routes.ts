import type { Call } from './call.ts';
import { chatCompletion } from './chat-completion.ts';
import { health, listModels } from './model-list.ts';
import { unloadModels } from './unload-models.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly answer: (call: Call) => Promise<unknown>;
}

export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/health', answer: health },
  { method: 'GET', path: '/v1/models', answer: listModels },
  { method: 'POST', path: '/v1/chat/completions', answer: chatCompletion },
  { method: 'POST', path: '/v1/models/unload', answer: unloadModels },
];
