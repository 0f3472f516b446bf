const { writeFileSync } = require('node:fs');

/** Tests that read recorded data beside the project carry this in their name; only they may be skipped in CI. */
const NEEDS_DATA = '[needs ../shared/data]';

/** Says at the end which tests were skipped and why, and in CI fails where one was that must not be. */
class EndReporter {
  onRunComplete(_contexts, results) {
    const skipped = results.testResults.flatMap(({ testResults }) =>
      testResults.filter(({ status }) => status === 'pending').map(({ fullName }) => fullName),
    );
    if (skipped.length > 0) {
      process.stderr.write(`\nSkipped ${skipped.length}, each for the reason in its name:\n`);
      process.stderr.write(`${skipped.map((name) => `  ${name}`).join('\n')}\n`);
    }
    const unexcused = skipped.filter((name) => !name.includes(NEEDS_DATA));
    this.failed = process.env.CI === 'true' && unexcused.length > 0;
    const file = process.env.RATCHET_TEST_COUNTS;
    if (file) {
      const { numPassedTests: passed, numFailedTests: failed, numFailedTestSuites: suites } = results;
      // A file that could not even be loaded counts as a failure of its own.
      writeFileSync(file, `${passed} ${Math.max(failed, suites)} ${skipped.length}\n`);
    }
  }

  getLastError() {
    return this.failed ? new Error('Tests were skipped in CI that must not be') : undefined;
  }
}

module.exports = EndReporter;
