import type { DrawKey } from '../chance';
import type { AnswerKey } from '../suites/answer-key';
import type { PlayedModel } from '../table/table';
import type { ChatRequest } from './chat-request';
import type { Asked } from './understand';

/** All that an answer may depend on. */
export interface Occasion {
  readonly scenarioSeed: number;
  readonly model: PlayedModel;
  /** The items of every suite that the server was told. */
  readonly suites: AnswerKey;
  readonly request: ChatRequest;
  readonly asked: Asked;
  /** Which request since the model was loaded, from 1. */
  readonly sinceLoad: number;
  /** Draws of this request; the same for the same request seed and item. */
  readonly key: DrawKey;
}
