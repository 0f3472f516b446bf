import type { ChildControl } from '../src/contract';

/** Is it something that a child can be told? Anybody can send a signal, with anything in it. */
export function isOrder(value: unknown): value is ChildControl {
  return value === 'hold' || value === 'release' || value === 'stop';
}
