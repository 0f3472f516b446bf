import { RatchetError } from '../../errors';
import type { McpChannel } from './mcp-client';

const LIMIT_MS = 30_000;

/** A server behind an address: streamable HTTP, answers as JSON or as one event stream. */
export function mcpOverHttp(url: string): McpChannel {
  let session: string | null = null;
  const post = async (message: object): Promise<Response> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...(session !== null && { 'mcp-session-id': session }),
      },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(LIMIT_MS),
    }).catch((cause: unknown) => {
      throw unreachable(url, cause instanceof Error ? cause.message : String(cause));
    });
    session ??= response.headers.get('mcp-session-id');
    if (!response.ok) throw unreachable(url, refusal(response));
    return response;
  };
  return {
    request: async (message) => {
      const response = await post(message);
      const text = await response.text();
      const isStream =
        response.headers.get('content-type')?.startsWith('text/event-stream') === true;
      const answers = (isStream ? eventsIn(text) : [text]).flatMap((each) => jsonIn(each) ?? []);
      const answer = answers.flat().find((each) => Object(each).id === message.id);
      if (answer === undefined) throw unreachable(url, `no answer to ${message.method}`);
      return answer;
    },
    notify: async (message) => {
      await (await post(message)).text();
    },
    close: () => Promise.resolve(),
  };
}

function refusal({ status, statusText }: Response): string {
  const said = `it answered ${status} ${statusText}`.trimEnd();
  if (status === 401 || status === 403) {
    return `${said}: it wants you to sign in, and an import cannot; save its list of tools, and import another format with --tools`;
  }
  if (status !== 404 && status !== 405) return said;
  return `${said}: streamable HTTP is not spoken at this path; name its whole address (often with /mcp), or a command that starts the server`;
}

/** The data of server-sent events. */
function eventsIn(text: string): readonly string[] {
  return text
    .split(/\r?\n\r?\n/)
    .map((event) =>
      event
        .split(/\r?\n/)
        .flatMap((line) =>
          line.startsWith('data:') ? [line.slice('data:'.length).trimStart()] : [],
        )
        .join('\n'),
    )
    .filter((data) => data !== '');
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function unreachable(url: string, why: string): RatchetError {
  return new RatchetError(
    'SUITE_INVALID',
    `Cannot ask the MCP server ${new URL(url).origin}: ${why}`,
  );
}
