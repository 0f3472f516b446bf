import { RatchetError } from '../../errors';

/** Carries messages of the Model Context Protocol to a server and its answers back. */
export interface McpChannel {
  /** Sends a request and waits for the answer with its id. */
  request(message: McpRequest): Promise<unknown>;
  notify(message: Omit<McpRequest, 'id'>): Promise<void>;
  close(): Promise<void>;
}

export interface McpRequest {
  readonly jsonrpc: '2.0';
  readonly id: number;
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** The version of the protocol that is spoken; a server may answer with an older one that it knows. */
const VERSION = '2025-06-18';
/** A server that hands out cursors for ever is none. */
const MOST_PAGES = 100;

/**
 * The tools that a server lists, as it describes them.
 *
 * @throws {RatchetError} `SUITE_INVALID` when it does not answer, or with an error
 */
export async function listMcpTools(channel: McpChannel): Promise<readonly unknown[]> {
  let id = 0;
  const ask = async (
    method: string,
    params: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown>> => {
    id += 1;
    return resultOf(await channel.request({ jsonrpc: '2.0', id, method, params }), method);
  };
  await ask('initialize', {
    protocolVersion: VERSION,
    capabilities: {},
    clientInfo: { name: 'ratchet', version: '0' },
  });
  await channel.notify({ jsonrpc: '2.0', method: 'notifications/initialized' });
  const tools: unknown[] = [];
  let cursor: unknown;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const result = await ask('tools/list', typeof cursor === 'string' ? { cursor } : {});
    if (!Array.isArray(result['tools']))
      throw refused('tools/list', 'its answer has no list of tools');
    tools.push(...result['tools']);
    cursor = result['nextCursor'];
    if (typeof cursor !== 'string' || cursor === '') return tools;
  }
  throw refused('tools/list', `more than ${MOST_PAGES} pages of tools`);
}

function resultOf(answer: unknown, method: string): Record<string, unknown> {
  const { result, error } = Object(answer);
  if (error !== undefined)
    throw refused(method, String(Object(error).message ?? JSON.stringify(error)));
  if (typeof result !== 'object' || result === null)
    throw refused(method, 'its answer has no result');
  return result;
}

function refused(method: string, why: string): RatchetError {
  return new RatchetError('SUITE_INVALID', `The MCP server refused ${method}: ${why}`);
}
