import { z } from 'zod';

/** An endpoint's own account of what went wrong, in whichever shape it tells it. */
export interface ToldError {
  readonly words: string;
  /** The endpoint's names for the fault (`model_not_found`); may be empty. */
  readonly kind: string;
  /** What the model had written, where the endpoint tells it; else empty. */
  readonly written: string;
  /** The status that the fault should have had, for endpoints that tell faults under status 200. */
  readonly status: number | null;
}

const nested = z.looseObject({
  error: z.looseObject({
    message: z.string().catch(''),
    code: z.union([z.string(), z.number()]).nullish().catch(null),
    type: z.string().nullish().catch(null),
    failed_generation: z.string().nullish().catch(null),
  }),
});
const plain = z.union([
  z.looseObject({ error: z.string() }).transform(({ error }) => error),
  z.looseObject({ message: z.string() }).transform(({ message }) => message),
  z.looseObject({ detail: z.string() }).transform(({ detail }) => detail),
]);

/** Reads the error out of a body; null when it tells none. */
export function readToldError(text: string): ToldError | null {
  if (!/"(error|message|detail)"/.test(text)) return null;
  const body = parseJson(text);
  const words = plain.safeParse(body);
  if (words.success) return { words: words.data, kind: '', written: '', status: null };
  const object = nested.safeParse(body);
  return object.success ? fromObject(object.data.error) : null;
}

/** Does an error stand where the answer should be? Some gateways tell faults under status 200. */
export function standsForAnswer(text: string): boolean {
  if (!text.includes('"error"')) return false;
  const body = z.looseObject({ error: z.unknown() }).safeParse(parseJson(text));
  if (!body.success || !body.data.error) return false;
  return !('choices' in body.data) && !('content' in body.data) && !('data' in body.data);
}

function fromObject(error: z.infer<typeof nested>['error']): ToldError {
  const { message, code, type, failed_generation: written } = error;
  return {
    words: message,
    kind: [code, type].filter((part) => typeof part === 'string').join(' '),
    written: written ?? '',
    status: typeof code === 'number' && code >= 400 && code <= 599 ? code : null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
