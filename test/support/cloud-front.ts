import http2 from 'node:http2';

/** gRPC: not allowed. */
const PERMISSION_DENIED = '7';

/** What stands before a server: it lets no one to the operator service, as Temporal Cloud does, and hears who asks. */
export interface CloudFront {
  readonly address: string;
  /** Each `authorization` that was sent, with the program that sent it, such as `temporal-typescript`. */
  readonly heard: Set<string>;
  close(): Promise<void>;
}

/** HTTP/2 without TLS, frame by frame to the server behind it. */
export async function startCloudFront(behind: string): Promise<CloudFront> {
  const heard = new Set<string>();
  const session = http2.connect(`http://${behind}`);
  const server = http2.createServer();
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    heard.add(`${String(headers['client-name'])}: ${String(headers.authorization)}`);
    if (String(headers[':path']).startsWith('/temporal.api.operatorservice')) return refuse(stream);
    forward(stream, headers, session);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const open = new Set<http2.ServerHttp2Session>();
  server.on('session', (each) => open.add(each));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new TypeError('no port');
  return {
    address: `127.0.0.1:${at.port}`,
    heard,
    close: async () => {
      session.destroy();
      for (const each of open) each.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(stream: http2.ServerHttp2Stream): void {
  const trailers = { 'grpc-status': PERMISSION_DENIED, 'grpc-message': 'Request unauthorized.' };
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
