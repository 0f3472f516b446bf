import http from 'node:http';
import https from 'node:https';

/**
 * How long a connection that nobody uses is kept, in milliseconds: far shorter than servers keep theirs (those of
 * models 5 s and more), so that a request never meets one which the endpoint is just closing.
 */
export const KEPT_MS = 1_000;

const kept = { keepAlive: true, timeout: KEPT_MS };
const agents: Readonly<Record<string, http.Agent>> = {
  'http:': new http.Agent(kept),
  'https:': new https.Agent(kept),
};

/** Keeps connections to an endpoint from one call to the next: a new one costs a hosted endpoint's TLS handshake each time. */
export function agentFor({ protocol }: URL): http.Agent | undefined {
  return agents[protocol];
}
