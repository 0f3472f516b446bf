import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { agentFor } from './kept-connections';

/** More than any real answer of a chat completion, in bytes; reading stops there. */
export const ANSWER_LIMIT_BYTES = 4 * 1024 * 1024;
/** How long a TCP connection may take to come about, in milliseconds. */
export const CONNECT_LIMIT_MS = 5_000;
/** How long one of several addresses of a host is tried before the next, in milliseconds. */
const ADDRESS_LIMIT_MS = 2_000;

export interface ExchangeRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Headers;
  readonly body: string | null;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The body, up to the limit. */
  readonly text: string;
  /** The body went on beyond the limit and was given up there. */
  readonly tooLarge: boolean;
}

/** The connection failed; `duringAnswer` when the endpoint had begun to answer. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  /** A system or TLS code, such as `ECONNREFUSED`. */
  readonly code: string;
  readonly duringAnswer: boolean;

  constructor(cause: unknown, duringAnswer: boolean) {
    super('The connection failed', { cause });
    this.code = codeOf(cause);
    this.duringAnswer = duringAnswer;
  }
}

/**
 * Makes one HTTP request and reads the answer up to a limit.
 *
 * Nothing is retried, no redirect is followed, and there is no time limit on the answer but the caller's signal
 * (the built-in fetch gives up after five minutes, which a slow local model needs).
 *
 * @throws {ConnectionError} when there is no complete answer
 * @throws the signal's reason when it was aborted; the socket is closed then
 */
export async function exchange(request: ExchangeRequest, signal: AbortSignal): Promise<Reply> {
  signal.throwIfAborted();
  let duringAnswer = false;
  try {
    const response = await send(request, signal);
    duringAnswer = true;
    const body = await readUpTo(ANSWER_LIMIT_BYTES, response);
    return { status: response.statusCode ?? 0, headers: headersOf(response), ...body };
  } catch (error) {
    signal.throwIfAborted();
    throw new ConnectionError(error, duringAnswer);
  }
}

function send(request: ExchangeRequest, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { url, method, body } = request;
  const headers = { ...Object.fromEntries(request.headers), 'accept-encoding': 'identity' };
  const options = { method, headers, signal, autoSelectFamilyAttemptTimeout: ADDRESS_LIMIT_MS };
  return new Promise((resolve, reject) => {
    const { request: open } = url.protocol === 'https:' ? https : http;
    const sent = open(url, { ...options, agent: agentFor(url) }, resolve);
    sent.on('error', reject);
    sent.on('socket', (socket) => limitConnecting(socket, sent));
    sent.end(body ?? undefined);
  });
}

function limitConnecting(socket: Socket, sent: http.ClientRequest): void {
  if (!socket.connecting) return;
  const timer = setTimeout(() => {
    sent.destroy(Object.assign(new Error('No connection in time'), { code: 'ETIMEDOUT' }));
  }, CONNECT_LIMIT_MS);
  const clear = () => clearTimeout(timer);
  socket.once('connect', clear).once('close', clear);
}

async function readUpTo(limit: number, response: http.IncomingMessage) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > limit) break;
    chunks.push(buffer);
  }
  return { text: Buffer.concat(chunks).toString('utf8'), tooLarge: bytes > limit };
}

function headersOf(response: http.IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}

function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return 'UNKNOWN';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : 'UNKNOWN';
}
