/** Prints a line per study from `temporal workflow list -o json` on standard input, the newest first. */
const newestRuns = new Map();
for (const run of JSON.parse(require('node:fs').readFileSync(0, 'utf8') || '[]')) {
  const study = run.execution.workflowId;
  if (!newestRuns.has(study)) newestRuns.set(study, run);
}

let label = 'Studies';
if (newestRuns.size === 0) console.log(`${label.padEnd(16)} none`);
for (const [study, run] of newestRuns) {
  console.log(`${label.padEnd(16)} ${study}: ${stateOf(run)}`);
  label = '';
}

function stateOf(run) {
  const status = run.status.replace('WORKFLOW_EXECUTION_STATUS_', '').toLowerCase();
  const state = attributeOf(run, 'RatchetState') ?? 'no state told';
  const cycle = attributeOf(run, 'RatchetCycle');
  return `${state}${cycle === undefined ? '' : `, cycle ${cycle}`} (${status})`;
}

/** Search attributes come as JSON in base 64. */
function attributeOf(run, name) {
  const data = run.searchAttributes?.indexedFields?.[name]?.data;
  return data === undefined ? undefined : JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
}
