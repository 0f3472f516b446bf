const { writeFileSync } = require('node:fs');

/**
 * What a test needs that not every machine has is in its name; only these may be skipped in CI: recorded data beside
 * the project, the right to put a process into namespaces of its own, and SciPy.
 */
const EXCUSES = ['[needs ../shared/data]', '[needs namespaces]', '[needs python3 with SciPy]'];

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
    const unexcused = skipped.filter((name) => !EXCUSES.some((excuse) => name.includes(excuse)));
    this.failed = process.env.CI === 'true' && unexcused.length > 0;
    if (this.failed) {
      process.stderr.write(
        '\nFAILED: in CI these must not be skipped, so what they need is to be installed:\n',
      );
      process.stderr.write(`${unexcused.map((name) => `  ${name}`).join('\n')}\n`);
    }
    const file = process.env.RATCHET_TEST_COUNTS;
    if (file) {
      const {
        numPassedTests: passed,
        numFailedTests: failed,
        numFailedTestSuites: suites,
      } = results;
      // A file that could not even be loaded counts as a failure of its own.
      writeFileSync(file, `${passed} ${Math.max(failed, suites)} ${skipped.length}\n`);
    }
  }

  getLastError() {
    return this.failed ? new Error('Tests were skipped in CI that must not be') : undefined;
  }
}

module.exports = EndReporter;
