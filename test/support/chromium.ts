import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { Json } from './json';

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine; undefined where it has none. */
export function chromiumProgram(): string | undefined {
  return [process.env['CHROMIUM'] ?? '', ...PROGRAMS].find(
    (path) => path !== '' && existsSync(path),
  );
}

/** An open page, spoken to by the DevTools protocol. */
export interface Page {
  /** A command of the protocol, for this page. */
  ask(method: string, params?: object): Promise<Json>;
  /** The value of an expression, once its promise is kept. */
  evaluate<T>(expression: string): Promise<T>;
  /** Goes there and waits until everything is loaded. */
  open(url: string): Promise<void>;
  /** What the page asked for and what it complained of, by method of the event. */
  readonly events: readonly { readonly method: string; readonly params: Record<string, unknown> }[];
}

export interface Browser {
  readonly page: Page;
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Json;
  readonly error?: { readonly message: string };
}

/** A headless Chromium with one page; messages go over a pipe, each ended by a zero byte. */
export async function openChromium(program: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'ratchet-chromium-'));
  const child = spawn(
    program,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const events: { method: string; params: Record<string, unknown> }[] = [];
  const ask = conversation(child, ({ method, params = {} }) => {
    if (method !== undefined) events.push({ method, params });
  });
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
  const page = pageOf((method, params) => ask(method, params, String(sessionId)), events);
  for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await page.ask(`${domain}.enable`);
  return {
    page,
    close: async () => {
      const exit = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await exit;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Ask = (method: string, params?: object, sessionId?: string) => Promise<Json>;

function conversation(child: ChildProcess, hear: (event: Message) => void): Ask {
  const [, , , out, back] = child.stdio;
  if (!(out instanceof Writable && back instanceof Readable)) throw new TypeError('no pipe');
  const waiting = new Map<number, { keep: (result: Json) => void; fail: (error: Error) => void }>();
  let rest = '';
  back.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const each of messages) {
      const message: Message = JSON.parse(each);
      const asked = waiting.get(message.id ?? -1);
      if (!asked) hear(message);
      else if (message.error) asked.fail(new Error(message.error.message));
      else asked.keep(message.result ?? {});
    }
  });
  child.once('close', () => {
    for (const { fail } of waiting.values()) fail(new Error('Chromium has ended'));
  });
  let last = 0;
  return (method, params = {}, sessionId) =>
    new Promise((keep, fail) => {
      last += 1;
      waiting.set(last, { keep, fail });
      out.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
}

function pageOf(ask: Page['ask'], events: Page['events']): Page {
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await ask('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  };
  return {
    ask,
    events,
    evaluate,
    open: async (url) => {
      await ask('Page.navigate', { url });
      await evaluate(
        `new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))`,
      );
    },
  };
}
