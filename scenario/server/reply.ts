import type { ServerResponse } from 'node:http';
import type { Json } from '../json';

/** Sent with every answer, so that nobody takes what is played for real. */
export const SIMULATED = { 'x-simulated': 'true' } as const;

/** An error as OpenAI-compatible servers word it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    extra: Partial<Pick<Refusal, 'type' | 'headers'>> = {},
  ) {
    super(message);
    this.status = status;
    this.type = extra.type ?? (status < 500 ? 'invalid_request_error' : 'server_error');
    this.headers = extra.headers ?? {};
  }
}

export function sendJson(response: ServerResponse, value: Json, status = 200): void {
  response.writeHead(status, { ...SIMULATED, 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  const { status, message, type, headers } = refusal;
  response.writeHead(status, { ...SIMULATED, ...headers, 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type, param: null, code: status } }));
}
