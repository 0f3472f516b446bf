import { isJsonObject } from './is-json-object';

/** What JSON-RPC 2.0 calls its errors by. */
export const RPC = {
  unreadable: -32_700,
  invalidRequest: -32_600,
  unknownMethod: -32_601,
  invalidParams: -32_602,
  broken: -32_603,
} as const;

export type RequestId = string | number;

/** A request that cannot be answered as it was meant. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export interface Request {
  readonly id: RequestId;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A message of the client, read; `null`: it asks for no answer and tells nothing (an answer to nothing of ours). */
export type Incoming = Request | (Omit<Request, 'id'> & { readonly id: null }) | null;

/** @throws {RpcError} */
export function readMessage(value: unknown): Incoming {
  if (!isJsonObject(value) || value['jsonrpc'] !== '2.0') throw invalid('expected JSON-RPC 2.0');
  const { method, params = {} } = value;
  if (isAnswer(value)) return null;
  if (typeof method !== 'string') throw invalid('method: expected a text');
  if (!isJsonObject(params)) throw invalid('params: expected an object');
  return { id: readId(value['id']), method, params };
}

/** To nothing of ours: this server asks its client for nothing. */
function isAnswer(value: Readonly<Record<string, unknown>>): boolean {
  return !('method' in value) && ('result' in value || 'error' in value);
}

function readId(id: unknown): RequestId | null {
  if (id === undefined) return null;
  if (typeof id === 'string' || typeof id === 'number') return id;
  throw invalid('id: expected a text or a number');
}

function invalid(what: string): RpcError {
  return new RpcError(RPC.invalidRequest, what);
}

export function answer(id: RequestId, result: unknown): unknown {
  return { jsonrpc: '2.0', id, result };
}

export function errorAnswer(id: RequestId | null, { code, message, data }: RpcError): unknown {
  return { jsonrpc: '2.0', id, error: { code, message, ...(data !== undefined && { data }) } };
}
