import { answerTo, askPool, isAnswered } from '../../src/pool/ask-pool';
import { newPool, type PoolState, WINDOW_MS } from '../../src/pool/pool';
import type {
  AskMessage,
  GivenRequests,
  PoolLimits,
  UsedRequests,
} from '../../src/pool/pool-messages';
import { releaseSlot } from '../../src/pool/release-slot';
import { renewLease } from '../../src/pool/renew-lease';
import { serveQueue } from '../../src/pool/serve-queue';
import { settlePool } from '../../src/pool/settle-pool';

export const START = Date.UTC(2026, 0, 1);

/** No two questions of a test are the same. */
let ids = 0;

/** An evaluation whose runs a worker makes, as the pool hears of it. */
export interface Asker {
  readonly study: string;
  readonly evaluation: string;
  readonly message: AskMessage;
  /** `asking`: it waits for an answer; `told`: it was told to ask again. */
  state: 'idle' | 'asking' | 'told' | 'holding';
  /** Until when the worker itself takes its lease for valid. */
  sureUntil: number;
  share: GivenRequests | null;
  total: number;
  begun: number[];
}

/** A pool and those who use it, on a clock that the test turns. */
export class PlayedPool {
  now = START;
  /** Requests of all, by when they began. */
  readonly requests: number[] = [];
  /** The studies that were given a turn, in order; one at a time. */
  readonly turns: string[] = [];
  private current: PoolState;
  private readonly askers = new Map<string, Asker>();
  private readonly limits: PoolLimits;

  constructor(limits: PoolLimits, recoveringUntil = 0) {
    this.limits = limits;
    this.current = newPool('p', recoveringUntil, this.now);
  }

  get state(): PoolState {
    return this.current;
  }

  set state(next: PoolState) {
    const turn = next.turns.at(-1);
    if (next.turns !== this.current.turns && turn !== undefined) this.turns.push(turn);
    this.current = next;
  }

  asker(study: string, evaluation = `${study}/e0`): Asker {
    const known = this.askers.get(evaluation);
    if (known) return known;
    const asker = this.fresh(study, evaluation);
    this.askers.set(evaluation, asker);
    return asker;
  }

  /** Asks, or asks again. */
  ask(asker: Asker): void {
    if (asker.state === 'holding') return;
    asker.state = 'asking';
    this.state = askPool(this.state, asker.message, this.now);
    this.tellAnswers();
  }

  renew(asker: Asker): void {
    if (asker.state !== 'holding') return;
    const { state, answer } = renewLease(
      this.state,
      { ...asker.message, used: this.used(asker) },
      this.now,
    );
    this.state = state;
    if (answer.kind === 'gone') return this.restart(asker);
    asker.sureUntil = this.now + answer.leaseMs - 2_000;
    asker.share = answer.requests;
    this.tellAnswers();
  }

  release(asker: Asker, keep = true): void {
    if (asker.state !== 'holding') return;
    const message = { id: asker.message.id, used: this.used(asker), keep };
    this.state = releaseSlot(this.state, message, this.now);
    this.restart(asker);
    this.tellAnswers();
  }

  /** Its worker is killed: nothing more is heard of this attempt, and another one begins. */
  die(asker: Asker): void {
    if (asker.state === 'idle') return;
    this.restart(asker);
  }

  /** Begins a request under the lease, if it may. */
  request(asker: Asker): boolean {
    if (asker.state !== 'holding' || this.now >= asker.sureUntil) return false;
    if (asker.share !== null && asker.total >= asker.share.given) return false;
    asker.total += 1;
    asker.begun.push(this.now);
    this.requests.push(this.now);
    return true;
  }

  pass(ms: number): void {
    this.now += ms;
    this.state = serveQueue(settlePool(this.state, this.now), this.now);
    this.tellAnswers();
  }

  /** Those whose worker may be using the endpoint, and knows of no reason not to. */
  users(): readonly Asker[] {
    return [...this.askers.values()].filter(
      ({ state, sureUntil }) => state === 'holding' && sureUntil > this.now,
    );
  }

  private tellAnswers(): void {
    for (const asker of this.askers.values()) {
      if (asker.state !== 'asking') continue;
      const { id } = asker.message;
      if (!isAnswered(this.state, id, this.now)) continue;
      const { state, answer } = answerTo(this.state, id, this.now);
      this.state = state;
      asker.state = answer.kind === 'granted' ? 'holding' : 'told';
      if (answer.kind === 'waiting') continue;
      asker.sureUntil = this.now + answer.leaseMs - 2_000;
      asker.share = answer.requests;
    }
  }

  private restart(asker: Asker): void {
    Object.assign(asker, this.fresh(asker.study, asker.evaluation));
  }

  private fresh(study: string, evaluation: string): Asker {
    ids += 1;
    const id = `ask-${ids}`;
    const { limits } = this;
    return {
      study,
      evaluation,
      message: { id, study, evaluation, run: 1, model: 'lfm', worker: 'w', limits },
      state: 'idle',
      sureUntil: 0,
      share: null,
      total: 0,
      begun: [],
    };
  }

  private used({ total, begun }: Asker): UsedRequests {
    const ages = begun.map((time) => this.now - time).filter((ago) => ago < WINDOW_MS);
    return { total, recent: ages.map((ago): [number, number] => [ago, 1]) };
  }
}
