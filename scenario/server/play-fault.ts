import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FaultKind } from '../table/table';
import { halfBody, hugeAnswer, malformedJson } from './bad-body';
import { Refusal } from './reply';

/**
 * Does to a request what the fault says. Afterwards it is answered or cut, but for `slow`,
 * which only takes its time and leaves the answer to others.
 *
 * @throws {Refusal} for the faults that are an answer with an error
 * @throws the signal's reason when the client leaves a fault that lasts
 */
export async function playFault(
  fault: Fault,
  response: ServerResponse,
  left: AbortSignal,
): Promise<void> {
  await PLAYED[fault.kind](fault, response, left);
}

type Play = (fault: Fault, response: ServerResponse, left: AbortSignal) => Promise<void> | void;

const PLAYED: Readonly<Record<FaultKind, Play>> = {
  '401': refusing(401, 'Incorrect API key provided', 'authentication_error'),
  '404': refusing(404, 'The model does not exist', 'not_found_error'),
  '429': refusing(429, 'Rate limit reached', 'rate_limit_error'),
  '500': refusing(500, 'The server had an error', 'server_error'),
  '503': refusing(503, 'The server is overloaded', 'server_error'),
  hang: async (_fault, response, left) => {
    await once(response, 'never', { signal: left });
  },
  cut: (_fault, response) => {
    response.destroy();
  },
  'malformed-json': (_fault, response) => malformedJson(response),
  'half-body': (_fault, response) => halfBody(response),
  slow: ({ slowMs }, _response, left) => sleep(slowMs, undefined, { signal: left }),
  huge: ({ megabytes }, response, left) => hugeAnswer(megabytes, response, left),
};

function refusing(status: number, message: string, type: string): Play {
  return ({ retryAfterSeconds }) => {
    const headers: Record<string, string> =
      retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
    throw new Refusal(status, message, { type, headers });
  };
}
