/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(src|workflows|activities|application|scenario)' },
      to: {},
    },
    {
      name: 'domain-is-pure',
      comment:
        'src depends on nothing outside itself but simple-statistics, re2js for patterns, and zod to parse.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app/' },
      to: { pathNot: ['^src/(?!app/)', 'node_modules/(zod|simple-statistics|re2js)'] },
    },
    {
      name: 'zod-only-where-input-is-read',
      severity: 'error',
      from: { path: '^src/', pathNot: ['/parse-[^/]+\\.ts$', '^src/app/'] },
      to: { path: 'node_modules/zod' },
    },
    {
      name: 'statistics-is-the-floor',
      severity: 'error',
      from: { path: '^src/statistics/' },
      to: { pathNot: ['^src/statistics/', '^src/errors', 'node_modules/simple-statistics'] },
    },
    {
      name: 'workflows-do-not-know-activities',
      comment: 'They meet in src/contract.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/' },
    },
    {
      name: 'workflows-know-the-domain-and-the-sdk',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        pathNot: ['^workflows/', '^src/(?!app/)', 'node_modules/@temporalio/(workflow|common)/'],
      },
    },
    {
      name: 'workflows-stay-in-the-sandbox',
      comment: 'Nothing that a workflow reaches may touch Node.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: ['^(fs|path|os|crypto|node:)'], reachable: true },
    },
    {
      name: 'activities-do-not-know-workflows',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^workflows/' },
    },
    {
      name: 'nothing-imports-the-app',
      severity: 'error',
      from: { pathNot: '^(src/app|test|bench|scripts)/' },
      to: { path: '^src/app/' },
    },
    {
      name: 'applications-load-no-temporal',
      comment: 'What the package exports must work where no Temporal package is installed.',
      severity: 'error',
      from: { path: '^application/' },
      to: { path: '@temporalio', reachable: true },
    },
    {
      name: 'applications-ask-as-runs-do',
      comment: 'The code of the runs that needs neither a study nor a store.',
      severity: 'error',
      from: { path: '^application/' },
      to: { path: '^(workflows|activities/store|src/(gates|loop|candidates|enforcement))/' },
    },
    {
      name: 'the-loop-does-not-know-applications',
      severity: 'error',
      from: { path: '^(src/(?!app/)|workflows|activities|scenario)' },
      to: { path: '^application/' },
    },
    {
      name: 'servers-are-reached-by-http-alone',
      comment: 'The scenario endpoint and the embedded model share no code with the rest.',
      severity: 'error',
      from: { path: '^scenario/' },
      to: { path: '^(src|workflows|activities|application)/' },
    },
    {
      name: 'nothing-imports-the-servers',
      severity: 'error',
      from: { path: '^(src|workflows|activities|application)/' },
      to: { path: '^(scenario|embedded-model)/' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'types'],
    },
  },
};
