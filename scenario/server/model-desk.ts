import type { FaultKind, PlayedModel, Shape } from '../table/table';
import { Slots } from './slots';

/** What happened to a model since the server started. */
export interface ModelCounters {
  requests: number;
  answered: number;
  loads: number;
  unloads: number;
  /** Requests that the client left before their answer. */
  abandoned: number;
  readonly byShape: Partial<Record<Shape, number>>;
  readonly faults: Partial<Record<FaultKind, number>>;
}

/** A model with its weights loaded or not, and the requests before it. */
export class ModelDesk {
  readonly model: PlayedModel;
  readonly slots: Slots;
  readonly counters: ModelCounters = {
    requests: 0,
    answered: 0,
    loads: 0,
    unloads: 0,
    abandoned: 0,
    byShape: {},
    faults: {},
  };
  #loaded = false;
  #sinceLoad = 0;

  constructor(model: PlayedModel) {
    this.model = model;
    this.slots = new Slots(model.slots);
  }

  get digest(): string {
    const { digest, digestChangesAfterRequests: limit } = this.model;
    return limit !== null && this.counters.requests >= limit ? otherDigest(digest) : digest;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  /** Takes a request. Says how long loading takes first, and which request since loading it is, from 1. */
  admit(shape: Shape): { readonly loadMs: number; readonly sinceLoad: number } {
    const loadMs = this.#loaded ? 0 : this.model.loadMs;
    if (!this.#loaded) this.counters.loads += 1;
    this.#loaded = true;
    this.#sinceLoad += 1;
    this.counters.requests += 1;
    this.counters.byShape[shape] = (this.counters.byShape[shape] ?? 0) + 1;
    return { loadMs, sinceLoad: this.#sinceLoad };
  }

  unload(): void {
    if (this.#loaded) this.counters.unloads += 1;
    this.#loaded = false;
    this.#sinceLoad = 0;
  }

  struckBy(kind: FaultKind): void {
    this.counters.faults[kind] = (this.counters.faults[kind] ?? 0) + 1;
  }
}

/** Of the same length and as stable, but another one. */
function otherDigest(digest: string): string {
  const [last] = digest.slice(-1);
  return `${digest.slice(0, -1)}${last === '0' ? '1' : '0'}`;
}
