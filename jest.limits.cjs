const { projects, ...shared } = require('./jest.config.cjs');

const [unit] = projects;

/** Minutes of work on a real server: `npm run test:limits`, beside the tests that run with every change. */
module.exports = {
  ...shared,
  projects: [
    {
      ...unit,
      displayName: 'limits',
      testMatch: ['<rootDir>/test/limits/**/*.test.ts'],
      testPathIgnorePatterns: [],
    },
  ],
};
