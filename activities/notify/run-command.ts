import { spawn } from 'node:child_process';
import type { Notification } from '../../src/notifications/notification';
import type { LocalCommand } from '../../src/notifications/target';
import { type Delivered, failed } from './delivery';

/** What every program may know of its surroundings; a worker's other variables hold keys. */
const USUAL = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'SystemRoot', 'COMSPEC'];

/**
 * Runs a program of this machine with a notification on standard input; exit code 0 says that it took it.
 *
 * No shell reads its words. Past the limit it is killed with all that it started.
 */
export function runCommand(
  { command: [program, ...words], passEnv }: LocalCommand,
  notification: Notification,
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<Delivered> {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      env: environmentOf(notification, [...USUAL, ...passEnv], env),
      stdio: ['pipe', 'ignore', 'ignore'],
      // A group of its own, to be killed as one.
      detached: true,
    });
    const kill = (): void => killGroup(child.pid);
    if (signal.aborted) kill();
    signal.addEventListener('abort', kill, { once: true });
    const end = (delivered: Delivered): void => {
      signal.removeEventListener('abort', kill);
      resolve(signal.aborted ? failed('it took too long and was killed') : delivered);
    };
    child.on('error', (error: NodeJS.ErrnoException) =>
      end(failed(`it cannot be started (${error.code ?? 'no reason told'})`)),
    );
    child.on('exit', (code, killedBy) =>
      end(code === 0 ? { ok: true } : failed(`it ended with ${code ?? killedBy ?? 'nothing'}`)),
    );
    // One that does not read its input may end well all the same.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${JSON.stringify(notification)}\n`);
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

function environmentOf(
  { id, type, timestamp, text, data }: Notification,
  names: readonly string[],
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(names.flatMap((name) => (name in env ? [[name, env[name]]] : []))),
    RATCHET_NOTIFICATION_ID: id,
    RATCHET_NOTIFICATION_TYPE: type,
    RATCHET_NOTIFICATION_TIMESTAMP: timestamp,
    RATCHET_NOTIFICATION_TEXT: text,
    RATCHET_NOTIFICATION_STUDY: data.study,
  };
}
