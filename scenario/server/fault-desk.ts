import { chance } from '../chance';
import type { Fault } from '../table/table';

/** A request as a fault sees it. */
export interface Target {
  readonly on: 'chat' | 'models';
  /** Null where the request names none. */
  readonly model: string | null;
}

/** The faults in force, each with the number of requests that it has seen. */
export class FaultDesk {
  readonly #seed: number;
  #faults: readonly { readonly fault: Fault; seen: number }[] = [];

  constructor(faults: readonly Fault[], seed: number) {
    this.#seed = seed;
    this.set(faults);
  }

  get faults(): readonly Fault[] {
    return this.#faults.map(({ fault }) => fault);
  }

  /** Puts these in place of all others; each counts from its first request again. */
  set(faults: readonly Fault[]): void {
    this.#faults = faults.map((fault) => ({ fault, seen: 0 }));
  }

  /** The first fault that strikes this request. Every fault that looks at it counts it. */
  strike(target: Target): Fault | undefined {
    const counted = this.#faults.filter(({ fault }) => watches(fault, target));
    for (const entry of counted) entry.seen += 1;
    return counted.find(({ fault, seen }, index) => this.#strikes(fault, seen, index))?.fault;
  }

  #strikes(fault: Fault, seen: number, index: number): boolean {
    const inRange = seen >= fault.from && (fault.to === null || seen <= fault.to);
    return inRange && chance([this.#seed, 'fault', index, seen]) < fault.probability;
  }
}

function watches({ on, model }: Fault, target: Target): boolean {
  return (on === 'all' || on === target.on) && (model === null || model === target.model);
}
