import { colourOf, element, label } from './svg';

const LINE = 18;

/** Pixels that a legend of so many names is high. */
export function legendHeight(names: readonly string[]): number {
  return names.length * LINE;
}

/** The colour of every name, one below the other. */
export function legend(names: readonly string[], x: number, y: number): readonly string[] {
  return names.flatMap((name, place) => [
    element('circle', { cx: x, cy: y + place * LINE - 4, r: 5, fill: colourOf(place) }),
    label(name, { x: x + 12, y: y + place * LINE }),
  ]);
}
