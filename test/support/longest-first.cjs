const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Files that take a minute or more of their own and are short to read: without times of an earlier run, as in a fresh
 * clone, Jest begins with the largest files, and one of these would run last, alone.
 */
const LONG = [
  'durability/plans',
  'workflows/replay',
  'workflows/pool-leases',
  'workflows/long-rest',
  'workflows/mutated-workflows',
  'durability/killed-at-points',
  'durability/crash-points',
].map((name) => `/test/${name}.test.ts`);

/** The order of Jest, after the files that are known to take long. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => LONG.some((end) => path.endsWith(end));
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
