import type { CatalogueEntry } from './catalogue.ts';
import type { OpenedBytes, Place } from './place.ts';

const DEFAULT_BASE = 'https://huggingface.co';
/** Connection, redirects and response headers together. */
const ANSWER_LIMIT_MS = 6_000;
/** A transfer that is silent for this long counts as broken off. */
const SILENCE_LIMIT_MS = 30_000;

/** The publisher's file at its pinned revision; `RATCHET_HF_BASE` names another host with the same paths. */
export function officialPlace(env: NodeJS.ProcessEnv): Place {
  const base = (env['RATCHET_HF_BASE'] || DEFAULT_BASE).replace(/\/+$/, '');
  return {
    name: `the official file at ${base}`,
    resumes: 5,
    open: (entry, offset) => openUrl(officialUrl(base, entry), offset),
  };
}

function officialUrl(base: string, { official }: CatalogueEntry): string {
  return `${base}/${official.repository}/resolve/${official.revision}/${official.file}`;
}

async function openUrl(url: string, offset: number): Promise<OpenedBytes> {
  const aborter = new AbortController();
  const response = await within(ANSWER_LIMIT_MS, aborter, () =>
    fetch(url, {
      signal: aborter.signal,
      headers: {
        'accept-encoding': 'identity',
        ...(offset > 0 ? { range: `bytes=${offset}-` } : {}),
      },
    }),
  );
  if (!response.ok || response.body === null) {
    aborter.abort();
    throw new Error(`answered with status ${response.status}`);
  }
  return { offset: startOf(response), bytes: chunksOf(response.body, aborter) };
}

/** Where the answer begins: a server that does not know ranges sends the whole file. */
function startOf(response: Response): number {
  if (response.status !== 206) return 0;
  const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (start === undefined) throw new Error('sent a part of the file without saying which');
  return Number(start);
}

async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  aborter: AbortController,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    while (true) {
      const { done, value } = await within(SILENCE_LIMIT_MS, aborter, () => reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    aborter.abort();
  }
}

async function within<T>(
  limitMs: number,
  aborter: AbortController,
  body: () => Promise<T>,
): Promise<T> {
  const timer = setTimeout(
    () => aborter.abort(new Error(`silent for ${limitMs / 1000} s`)),
    limitMs,
  );
  try {
    return await body();
  } finally {
    clearTimeout(timer);
  }
}
