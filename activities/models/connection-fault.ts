import { RatchetError } from '../../src/errors';
import type { Endpoint } from './endpoint';
import type { ConnectionError } from './exchange';

/** A connection that failed, in words a user understands: `MODEL_UNREACHABLE`. */
export function connectionFault(error: ConnectionError, endpoint: Endpoint): RatchetError {
  const what = error.duringAnswer
    ? `the connection to ${endpoint.address} was cut in the middle of its answer (${error.code}); its log may say why`
    : beforeTheAnswer(error.code, endpoint.address);
  return new RatchetError(
    'MODEL_UNREACHABLE',
    `Cannot reach model "${endpoint.entry.name}": ${what}`,
  );
}

function beforeTheAnswer(code: string, address: string): string {
  const found = WORDS.find(([pattern]) => pattern.test(code));
  return found ? found[1](address, code) : `the request to ${address} failed (${code})`;
}

const WORDS: readonly (readonly [RegExp, (address: string, code: string) => string])[] = [
  [
    /^ECONNREFUSED$/,
    (address) => `nothing listens at ${address}; start the server, or correct baseUrl`,
  ],
  [
    /^(ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/,
    (address) => `the host name in ${address} cannot be resolved; correct baseUrl, or mend DNS`,
  ],
  [
    /^(ECONNRESET|EPIPE|ECONNABORTED)$/,
    (address, code) => `${address} cut the connection before it answered (${code})`,
  ],
  [
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/,
    (address, code) => `no connection to ${address} came about (${code}); is the machine up?`,
  ],
  [
    /^HPE_HEADER_OVERFLOW$/,
    (address) => `the headers of the answer from ${address} are larger than an answer's may be`,
  ],
  [
    /^HPE_/,
    (address) => `${address} does not speak HTTP; correct the port, or http and https, in baseUrl`,
  ],
  [
    /CERT|TLS|SSL|EPROTO|UNABLE_TO|DEPTH_ZERO/,
    (address, code) => `no secure connection to ${address} came about (${code})`,
  ],
];
