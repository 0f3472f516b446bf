import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { RatchetError } from '../../errors';
import type { McpChannel } from './mcp-client';

const LIMIT_MS = 30_000;

/** A server that a command of the shell starts, over its standard input and output: one message a line. */
export function mcpOverStdio(command: string): McpChannel {
  const child = spawn(command, { shell: true, detached: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number, Waiting>();
  const fail = (why: string): void => {
    for (const { reject } of waiting.values()) reject(unreachable(command, why));
    waiting.clear();
  };
  child.on('error', (error) => fail(error.message));
  child.on('exit', (code) => fail(`it ended with ${code ?? 'a signal'}`));
  // A server that is gone already says so by its end.
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = jsonIn(line);
    const { id, result, error } = Object(answer);
    if (result === undefined && error === undefined) return;
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
  });
  const send = (message: object): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
  return {
    request: async (message) => {
      if (child.exitCode !== null) throw unreachable(command, `it ended with ${child.exitCode}`);
      const timer = setTimeout(
        () => fail(`no answer to ${message.method} in ${LIMIT_MS / 1_000} s`),
        LIMIT_MS,
      );
      try {
        return await new Promise((resolve, reject) => {
          waiting.set(message.id, { resolve, reject });
          send(message);
        });
      } finally {
        clearTimeout(timer);
      }
    },
    notify: (message) => {
      send(message);
      return Promise.resolve();
    },
    close: () => stop(child),
  };
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Ends the shell and what it started; a server that does not listen is killed. */
async function stop(child: ChildProcess): Promise<void> {
  child.stdin?.end();
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  if (isOver() || child.pid === undefined) return;
  const ended = once(child, 'exit');
  signal(child.pid, 'SIGTERM');
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, GRACE_MS).unref())]);
  if (!isOver()) signal(child.pid, 'SIGKILL');
}

const GRACE_MS = 2_000;

function signal(group: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-group, name);
  } catch (error) {
    if (Object(error).code !== 'ESRCH') throw error;
  }
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function unreachable(command: string, why: string): RatchetError {
  const [program = ''] = command.split(' ');
  return new RatchetError('SUITE_INVALID', `Cannot ask the MCP server ${program}: ${why}`);
}
