import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in for Azure Blob Storage, with as much of it as a store needs: it keeps everything in memory. */
export interface BlobServer {
  /** Of a container, as a shared access signature names it. */
  urlOf(container: string): string;
  /** Asked before a request is answered: null, and it is answered as ever. */
  trouble: ((request: IncomingMessage) => 'hang' | number | null) | null;
  close(): Promise<void>;
}

interface Blob {
  readonly content: Buffer;
  readonly etag: string;
}

/** So small that lists have pages. */
const PAGE = 400;

export async function startBlobServer(): Promise<BlobServer> {
  const blobs = new Map<string, Blob>();
  const server = createServer((request, response) => {
    const trouble = shared.trouble?.(request) ?? null;
    if (typeof trouble === 'number') response.writeHead(trouble).end();
    else if (trouble === null) void serve(blobs, request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  const shared: BlobServer = {
    urlOf: (container) => `http://127.0.0.1:${port}/${container}?sig=played`,
    trouble: null,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
  return shared;
}

async function serve(
  blobs: Map<string, Blob>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const content = Buffer.concat(await request.toArray());
  const { status, blob } = answerTo(request, blobs, content);
  response.writeHead(status, { etag: blob?.etag ?? '' });
  response.end(request.method === 'GET' ? blob?.content : undefined);
}

function answerTo(
  request: IncomingMessage,
  blobs: Map<string, Blob>,
  content: Buffer,
): { readonly status: number; readonly blob?: Blob | undefined } {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://stand-in');
  if (searchParams.get('sig') !== 'played') return { status: 403 };
  if (searchParams.get('comp') === 'list') {
    const xml = page([...blobs.keys()], pathname, searchParams);
    return { status: 200, blob: { content: Buffer.from(xml), etag: '' } };
  }
  const found = blobs.get(pathname);
  if (request.method === 'GET') return { status: found ? 200 : 404, blob: found };
  const refusal = refusalOf(request, found);
  if (refusal !== null) return { status: refusal };
  return change(blobs, request, { key: pathname, content });
}

function change(
  blobs: Map<string, Blob>,
  { method }: IncomingMessage,
  { key, content }: { readonly key: string; readonly content: Buffer },
): { readonly status: number; readonly blob?: Blob } {
  if (method === 'DELETE') {
    blobs.delete(key);
    return { status: 202 };
  }
  const blob = { content, etag: `"${randomUUID()}"` };
  blobs.set(key, blob);
  return { status: 201, blob };
}

function refusalOf({ method, headers }: IncomingMessage, found?: Blob): number | null {
  if (method === 'DELETE' && !found) return 404;
  if (headers['if-none-match'] === '*' && found) return 409;
  const expected = headers['if-match'];
  return expected === undefined || expected === found?.etag ? null : 412;
}

function page(keys: readonly string[], container: string, query: URLSearchParams): string {
  const before = `${container}/${query.get('prefix') ?? ''}`;
  const names = keys.filter((name) => name.startsWith(before)).toSorted();
  const start = Number(query.get('marker') || '0');
  const end = start + PAGE;
  const told = names.slice(start, end).map((name) => name.slice(container.length + 1));
  const blobs = told.map((name) => `<Blob><Name>${name}</Name></Blob>`).join('');
  const next = end < names.length ? end : '';
  return `<EnumerationResults><Blobs>${blobs}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`;
}
