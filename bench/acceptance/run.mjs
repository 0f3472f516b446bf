// What the README claims, done from a fresh clone with cold caches; raw logs and a summary are left in a folder.
//
//   node bench/acceptance/run.mjs [--out acceptance-logs] [--seeds 1,2,3] [--only tests,scenario,demo] [--minutes 60]
//
// A demo that has not reached its ceiling after so many minutes is stopped as by Ctrl-C and started again once, which
// shows that it goes on where it was; its ladder up to then is what is reported.
//
// Wall times are of this machine and this hour: they are evidence, not a benchmark.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ladderOf } from './ladder.mjs';
import { measured } from './measured.mjs';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'acceptance-logs' },
    seeds: { type: 'string', default: '1,2,3' },
    only: { type: 'string', default: 'tests,scenario,demo' },
    minutes: { type: 'string', default: '60' },
  },
});
const out = resolve(values.out);
mkdirSync(out, { recursive: true });

const root = mkdtempSync(join(tmpdir(), 'ratchet-acceptance-'));
const clone = join(root, 'ratchet');
const caches = join(root, 'caches');
execFileSync('git', ['clone', '--quiet', process.cwd(), clone]);
const cold = {
  ...process.env,
  npm_config_cache: join(caches, 'npm'),
  PIP_CACHE_DIR: join(caches, 'pip'),
  XDG_CACHE_HOME: join(caches, 'xdg'),
  NO_COLOR: '1',
};

const summary = [
  `# Acceptance, ${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()}`,
  '',
];
summary.push(
  '| what | exit | wall, s | peak memory of all its processes, MB |',
  '|---|---|---|---|',
);
const wanted = values.only.split(',');

async function run(name, command, { minutes = 60, ...more } = {}) {
  const result = await measured(command, {
    cwd: clone,
    stopAfterMs: minutes * 60_000,
    env: { ...cold, ...more },
    log: join(out, `${name}.log`),
  });
  summary.push(
    `| \`${command.join(' ')}\` (${name}) | ${result.exitCode} | ${result.seconds.toFixed(0)} | ${result.peakMb.toFixed(0)} |`,
  );
  save();
  return result;
}

const ladders = [];
// The demo comes first: it is what a new user does first, and it fills the cold caches.
if (wanted.includes('demo')) {
  for (const seed of values.seeds.split(',')) {
    const data = join(root, `data-${seed}`);
    await run(`demo-seed-${seed}`, ['./temporal-dev.sh', 'demo', '--seed', seed], {
      RATCHET_DATA: data,
      ...ports(),
      minutes: Number(values.minutes),
    });
    ladders.push(
      `## Ladder of seed ${seed}`,
      '',
      ...ladderOf(join(data, 'studies/demo/routing_decisions.log')),
      '',
    );
  }
  const [first] = values.seeds.split(',');
  await run('demo-started-again', ['./temporal-dev.sh', 'demo', '--seed', first], {
    RATCHET_DATA: join(root, `data-${first}`),
    ...ports(),
    // Enough to show that it goes on, or that it has ended.
    minutes: 1,
  });
}
if (wanted.includes('scenario')) {
  const data = join(root, 'data-lfm');
  await run('scenario-lfm', ['./temporal-dev.sh', 'demo', '--scenario', 'lfm'], {
    RATCHET_DATA: data,
    ...ports(),
  });
  ladders.push(
    '## The worked example (simulated)',
    '',
    ...ladderOf(join(data, 'simulated/studies/lfm/routing_decisions.log')),
    '',
  );
}
if (wanted.includes('tests')) await run('npm-cit', ['npm', 'cit']);

summary.push('', '| downloaded to | MB |', '|---|---|');
for (const folder of ['npm', 'pip', 'xdg'])
  summary.push(`| ${folder} cache | ${megabytes(join(caches, folder))} |`);
summary.push(`| node_modules | ${megabytes(join(clone, 'node_modules'))} |`, '', ...ladders);
save();
console.log(`\n${summary.join('\n')}`);

/** Free ones, so that a server that is up on this machine is not in the way. */
function ports() {
  return { RATCHET_TEMPORAL_PORT: '0', RATCHET_UI_PORT: '0' };
}

function megabytes(folder) {
  try {
    return execFileSync('du', ['-sm', folder], { encoding: 'utf8' }).split('\t')[0];
  } catch {
    return '0';
  }
}

function save() {
  writeFileSync(join(out, 'summary.md'), `${summary.join('\n')}\n`);
}
