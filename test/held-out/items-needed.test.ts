import { itemsNeeded } from '../../src/held-out/items-needed';

describe('itemsNeeded()', () => {
  // Connor's formula for one-sided 5 % and 80 % power, worked out by hand for each row; Miller (2024) states about
  // 1000 questions for three points.
  it.each([
    { difference: 0.03, discordance: 0.15, items: 1029 },
    { difference: 0.05, discordance: 0.15, items: 369 },
    { difference: 0.1, discordance: 0.2, items: 122 },
    { difference: 0.167, discordance: 0.3, items: 65 },
    { difference: 0.3, discordance: 0.4, items: 26 },
  ])('asks for $items items to show $difference', ({ difference, discordance, items }) => {
    expect(itemsNeeded(difference, discordance)).toBe(items);
    expect(itemsNeeded(-difference, discordance)).toBe(items);
  });

  it('never asks for fewer than the five that could show anything', () => {
    expect(itemsNeeded(1, 1)).toBe(5);
  });

  it('has no number for no difference', () => {
    expect(itemsNeeded(0, 0.2)).toBeNull();
  });
});
