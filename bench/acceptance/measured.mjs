import { spawn } from 'node:child_process';
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';

const SAMPLE_MS = 500;

/**
 * Runs a command with its output in a file and on this terminal; one that takes longer than it may is told to stop.
 *
 * @returns exit code, seconds, and the largest memory that it and all processes below it held at one sample (Linux)
 */
export function measured(command, { cwd, env, log, stopAfterMs }) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const [program, ...args] = command;
    const file = createWriteStream(log);
    file.write(`$ ${command.join(' ')}\n`);
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const stopping = setTimeout(() => child.kill('SIGTERM'), stopAfterMs);
    let peak = 0;
    const sampling = setInterval(() => {
      peak = Math.max(peak, treeKilobytes(child.pid));
    }, SAMPLE_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        file.write(data);
        process.stdout.write(data);
      });
    }
    child.once('error', reject);
    child.once('close', (exitCode) => {
      clearInterval(sampling);
      clearTimeout(stopping);
      file.end();
      resolve({ exitCode, seconds: (performance.now() - started) / 1000, peakMb: peak / 1024 });
    });
  });
}

/** Resident memory of a process and all below it; 0 where there is no /proc. */
function treeKilobytes(rootPid) {
  let processes;
  try {
    processes = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap(readProcess);
  } catch {
    return 0;
  }
  const wanted = new Set([rootPid]);
  // Children have larger ids than their parents but for a wrap, so a few passes find them all.
  for (let pass = 0; pass < 4; pass += 1) {
    for (const { pid, parent } of processes) if (wanted.has(parent)) wanted.add(pid);
  }
  return processes
    .filter(({ pid }) => wanted.has(pid))
    .reduce((sum, { kilobytes }) => sum + kilobytes, 0);
}

function readProcess(name) {
  try {
    const status = readFileSync(`/proc/${name}/status`, 'utf8');
    return [
      {
        pid: Number(name),
        parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0),
        kilobytes: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0),
      },
    ];
  } catch {
    return [];
  }
}
