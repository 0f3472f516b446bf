/**
 * The value that a payload of a history stands for; nothing (`undefined`) where it has none.
 *
 * @param encoding - base64
 * @param data - base64
 */
export function payloadValue(
  encoding: string | undefined,
  data: string | undefined,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string } {
  const format = encoding === undefined ? '' : textOf(encoding);
  if (format !== 'json/plain') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(textOf(data ?? '')) };
  } catch (error) {
    return { ok: false, why: `expected JSON, found ${String(error)}` };
  }
}

function textOf(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));
}
