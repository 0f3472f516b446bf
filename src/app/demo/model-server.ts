import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { packageFolder } from '../../../activities/package-folder';
import { RatchetError } from '../../errors';

const ROOT = packageFolder();
/** A clean end takes no longer; what is left then is killed. */
const STOP_LIMIT_MS = 8_000;
/** One that dies at once must not be started in a tight loop. */
const RESTART_PAUSE_MS = 1_000;

/** A model server in a process of its own, reached by HTTP. */
export interface ModelServer {
  /** `http://127.0.0.1:<port>`; the same one after a restart. */
  readonly url: string;
  stop(): Promise<void>;
}

type ServerProcess = ChildProcessByStdio<Writable, Readable, null>;

/**
 * Starts a model server of this project and keeps it up: one that dies is started again on the same port, cold.
 *
 * @param args - its entry file and arguments, from the project's root
 * @param say - told of every restart
 */
export async function startModelServer(
  args: readonly string[],
  say: (line: string) => void,
): Promise<ModelServer> {
  let stopping = false;
  let child = launch(args);
  const url = await listeningUrl(child);
  const port = new URL(url).port;
  const watch = (watched: ServerProcess): void => {
    watched.once('exit', (code, signal) => {
      if (stopping) return;
      say(`the model server ended (${signal ?? `exit code ${code}`}); starts it again`);
      setTimeout(startAgain, RESTART_PAUSE_MS);
    });
  };
  const startAgain = (): void => {
    if (stopping) return;
    child = launch([...args, '--port', port]);
    watch(child);
  };
  watch(child);
  return {
    url,
    stop: () => {
      stopping = true;
      return stopProcess(child);
    },
  };
}

/** Its standard input is ours: when this process dies in whatever way, it closes, and the server ends too. */
function launch(args: readonly string[]): ServerProcess {
  return spawn(process.execPath, ['--import', 'tsx', ...args, '--exit-with-parent'], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
    // A Ctrl-C in the terminal is ours to pass on, in order.
    detached: true,
  });
}

function listeningUrl(child: ServerProcess): Promise<string> {
  return new Promise((resolveUrl, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const url = urlIn(line);
      if (url !== null) resolveUrl(url);
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(
        new RatchetError(
          'MODEL_UNREACHABLE',
          `Cannot start the model server: it ended with ${code}`,
        ),
      ),
    );
  });
}

function urlIn(line: string): string | null {
  return /"url":"(http:\/\/127\.0\.0\.1:\d+)"/.exec(line)?.[1] ?? null;
}

async function stopProcess(child: ServerProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolveEnd) => child.once('exit', () => resolveEnd()));
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(kill);
}
