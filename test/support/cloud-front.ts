import http2 from 'node:http2';

/** gRPC: what was asked cannot be, is not allowed. */
const INVALID_ARGUMENT = '3';
const PERMISSION_DENIED = '7';

/** What stands before a server: it lets no one to the operator service, as Temporal Cloud does, and hears who asks. */
export interface CloudFront {
  readonly address: string;
  /** Each `authorization` and namespace that was sent, with the program that sent them, such as `temporal-typescript`. */
  readonly heard: Set<string>;
  /** The methods that each program called, such as `temporal-typescript: CountWorkflowExecutions`. */
  readonly called: Set<string>;
  /** What it says to a count of workflows, which it then refuses as one that cannot be; null: lets it through. */
  refusal: string | null;
  close(): Promise<void>;
}

/** HTTP/2 without TLS, frame by frame to the server behind it. */
export async function startCloudFront(behind: string): Promise<CloudFront> {
  const heard = new Set<string>();
  const called = new Set<string>();
  const session = http2.connect(`http://${behind}`);
  const server = http2.createServer();
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    const { authorization, 'client-name': program, 'temporal-namespace': namespace } = headers;
    const path = String(headers[':path']);
    heard.add(`${String(program)}: ${String(authorization)} in ${String(namespace)}`);
    called.add(`${String(program)}: ${path.split('/').at(-1)}`);
    if (path.startsWith('/temporal.api.operatorservice')) {
      return refuse(stream, PERMISSION_DENIED, 'Request unauthorized.');
    }
    if (front.refusal !== null && path.endsWith('/CountWorkflowExecutions')) {
      return refuse(stream, INVALID_ARGUMENT, front.refusal);
    }
    forward(stream, headers, session);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const open = new Set<http2.ServerHttp2Session>();
  server.on('session', (each) => open.add(each));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new TypeError('no port');
  const front: CloudFront = {
    address: `127.0.0.1:${at.port}`,
    heard,
    called,
    refusal: null,
    close: async () => {
      session.destroy();
      for (const each of open) each.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return front;
}

function refuse(stream: http2.ServerHttp2Stream, status: string, message: string): void {
  const trailers = { 'grpc-status': status, 'grpc-message': message };
  const type = { ':status': 200, 'content-type': 'application/grpc' };
  stream.respond({ ...type, ...trailers }, { endStream: true });
}

function forward(
  stream: http2.ServerHttp2Stream,
  headers: http2.IncomingHttpHeaders,
  session: http2.ClientHttp2Session,
): void {
  const onward = session.request(headers);
  let trailers: http2.IncomingHttpHeaders = {};
  onward.on('error', () => stream.close(http2.constants.NGHTTP2_CANCEL));
  stream.on('close', () => onward.close(http2.constants.NGHTTP2_CANCEL));
  onward.on('response', (answer, flags) => {
    const ends = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    if (ends) return stream.respond(answer, { endStream: true });
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    stream.respond(answer, { waitForTrailers: true });
    onward.pipe(stream);
  });
  onward.on('trailers', (last) => (trailers = last));
  stream.pipe(onward);
}
