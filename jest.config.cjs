const shared = {
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }],
  },
  modulePathIgnorePatterns: ['<rootDir>/ratchet-data', '<rootDir>/embedded-model/node_modules'],
};

/** Tests that start processes (a Temporal server, a model, a worker) are slower; each has servers and ports of its own. */
const withProcesses = [
  'workflows',
  'durability',
  'temporal-dev',
  'embedded-model',
  'cli',
  'contracts',
  'package',
];

/** @type {import('jest').Config} */
module.exports = {
  testTimeout: 60_000,
  // Much of the time is waiting: three at once on two cores, where Jest would run one.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  globalSetup: '<rootDir>/test/support/global-setup.cjs',
  reporters: ['default', '<rootDir>/test/support/end-reporter.cjs'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      // `jest.limits.cjs` runs the last of these.
      testPathIgnorePatterns: [...withProcesses, 'limits'].map((folder) => `/test/${folder}/`),
    },
    {
      ...shared,
      displayName: 'workflows',
      testMatch: withProcesses.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
    },
  ],
};
