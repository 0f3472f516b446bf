/** A request that is answered with an error, in the shape that OpenAI's endpoint uses. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** Machine-readable, null where the status says it all. */
  readonly code: string | null;
  /** The field that is wrong. */
  readonly param: string | null;

  constructor(
    status: number,
    message: string,
    details: Readonly<{ code?: string; param?: string }> = {},
  ) {
    super(message);
    this.status = status;
    this.code = details.code ?? null;
    this.param = details.param ?? null;
  }
}

/** A field of the request body that is wrong: what was expected and what was found. */
export function badField(path: string, expected: string, found: unknown): ApiError {
  return new ApiError(400, `${path}: expected ${expected}, found ${shown(found)}`, {
    code: 'invalid_value',
    param: path,
  });
}

/** Something that this endpoint knows of and does not do. */
export function notServed(path: string, what: string): ApiError {
  return new ApiError(400, `${path}: ${what}`, { code: 'unsupported_value', param: path });
}

/** The body of an error answer. */
export function errorBody(error: ApiError): Readonly<Record<string, unknown>> {
  const type = error.status >= 500 ? 'server_error' : 'invalid_request_error';
  return { error: { message: error.message, type, param: error.param, code: error.code } };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}
