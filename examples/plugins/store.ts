import type { StoreList, StoreRead, StoreRemove, StoreWrite } from 'ratchet';

/** A container of Azure Blob Storage: its URL, with a shared access signature. */
const [CONTAINER = '', SIGNATURE = ''] = (process.env['BLOB_CONTAINER_URL'] ?? '').split('?');

export const read: StoreRead = ({ key }) => ask('GET', `/${key}?`);

export const write: StoreWrite = async ({ key, content, expected }) => {
  const written = await ask('PUT', `/${key}?`, { expected, body: Buffer.from(content) });
  return written && { version: written.version };
};

export const remove: StoreRemove = async ({ key, expected }) =>
  (await ask('DELETE', `/${key}?`, { expected })) !== null;

export const list: StoreList = async ({ prefix }) => {
  const names: string[] = [];
  for (let marker: string | undefined = ''; marker !== undefined;) {
    const query = `?restype=container&comp=list&prefix=${prefix}&marker=${marker}&`;
    const page: string = String((await ask('GET', query))?.content);
    names.push(...Array.from(page.matchAll(/<Name>([^<]+)/g), ([, name = '']) => name));
    marker = /<NextMarker>([^<]+)/.exec(page)?.[1];
  }
  return names;
};

type Change = { expected?: string | null; body?: Buffer<ArrayBuffer> };

/** Null where nothing is there, or another version than the expected one. */
async function ask(method: string, where: string, { expected, ...body }: Change = {}) {
  const headers = new Headers({ 'x-ms-version': '2023-11-03', 'x-ms-blob-type': 'BlockBlob' });
  if (expected === null) headers.set('if-none-match', '*');
  else if (expected !== undefined) headers.set('if-match', expected);
  const reply = await fetch(CONTAINER + where + SIGNATURE, { method, headers, ...body });
  const content = Buffer.from(await reply.arrayBuffer());
  if (reply.ok) return { content, version: reply.headers.get('etag') ?? '' };
  if (reply.status === 404 ? method !== 'PUT' : [409, 412].includes(reply.status)) return null;
  throw new Error(`${method} answered ${reply.status}`);
}
