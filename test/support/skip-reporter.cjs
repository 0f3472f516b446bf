/** Says at the end which tests were skipped; a suite says why with `skipping()` of `test/support/skipping.ts`. */
class SkipReporter {
  onRunComplete(_contexts, results) {
    const skipped = results.testResults.flatMap((file) =>
      file.testResults
        .filter((test) => test.status === 'pending')
        .map((test) => `  ${test.fullName}`),
    );
    if (skipped.length === 0) return;
    process.stderr.write(`\nSkipped ${skipped.length}:\n${skipped.join('\n')}\n`);
  }
}

module.exports = SkipReporter;
