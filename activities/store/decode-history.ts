import type { LoadedDataConverter, Payload } from '@temporalio/common';

type Codecs = LoadedDataConverter['payloadCodecs'];

/**
 * Replaces what a payload codec has encoded by what it stands for, in place: archives are read for years, without keys
 * and without a server. A failure's encoded message and stack trace are put back where a reader looks for them.
 *
 * @throws what the codec throws where it lacks the key
 */
export async function decodeHistory(value: unknown, codecs: Codecs): Promise<void> {
  if (!isRecord(value) || ArrayBuffer.isView(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (isPayload(inner)) value[name] = await decoded(inner, codecs);
    else await decodeHistory(inner, codecs);
  }
  const { encodedAttributes } = value;
  if (isPayload(encodedAttributes)) Object.assign(value, failureText(encodedAttributes));
}

async function decoded(payload: Payload, codecs: Codecs): Promise<unknown> {
  let payloads = [payload];
  // The last codec has encoded last.
  for (const codec of codecs.toReversed()) payloads = await codec.decode(payloads);
  return payloads[0];
}

function failureText({ data }: Payload): {
  readonly message?: string;
  readonly stackTrace?: string;
} {
  const text: unknown = JSON.parse(Buffer.from(data ?? []).toString('utf8'));
  if (!isRecord(text)) return {};
  const { message, stack_trace: stackTrace } = text;
  return {
    ...(typeof message === 'string' && { message }),
    ...(typeof stackTrace === 'string' && { stackTrace }),
  };
}

function isPayload(value: unknown): value is Payload {
  return (
    isRecord(value) &&
    isRecord(value['metadata']) &&
    value['metadata']['encoding'] instanceof Uint8Array
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
