import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { exitCodeOf, runTsx } from './run-tsx';

/** The embedded model in a process of its own. */
export interface ModelServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything it has written to standard output. */
  readonly lines: readonly string[];
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body: unknown, signal?: AbortSignal) => Promise<Answer>;
  readonly end: () => Promise<number | null>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Starts it with these arguments; installs it and fetches the weights first, where need be. */
export async function startModelServer(args: readonly string[]): Promise<ModelServer> {
  const child = runTsx('embedded-model/src/main.ts', ['serve', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const url = await firstLine(child, lines);
  return {
    url,
    process: child,
    lines,
    get: (path) => ask(`${url}${path}`, {}),
    post: (path, body, signal) =>
      ask(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...(signal ? { signal } : {}),
      }),
    end: () => {
      child.kill('SIGTERM');
      return exitCodeOf(child);
    },
  };
}

async function firstLine(child: ChildProcess, lines: string[]): Promise<string> {
  if (!child.stdout) throw new Error('no standard output');
  const reader = createInterface(child.stdout);
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with exit code ${code}`)));
    reader.on('line', (line) => {
      lines.push(line);
      const told: unknown = JSON.parse(line);
      if (typeof told === 'object' && told !== null && 'url' in told) resolve(String(told.url));
    });
  });
  return url;
}

async function ask(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  return { status: response.status, body: await response.json() };
}
