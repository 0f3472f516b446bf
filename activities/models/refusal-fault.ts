import { RatchetError } from '../../src/errors';
import { ThrottledError } from '../ports';
import type { Refusal } from './refusal';
import { retryAfterMs } from './retry-after';

/** The endpoint could not read the call that its own model wrote: an outcome of the item, no void run. */
export class UnreadableCallError extends Error {
  override readonly name = 'UnreadableCallError';
}

/** What a refusal means, in words a user understands. Rules in order, the surest first. */
export function refusalFault(refusal: Refusal): Error {
  for (const rule of RULES) {
    const fault = rule(refusal);
    if (fault) return fault;
  }
  return fault(refusal, 'MODEL_REQUEST_REFUSED', 'refuses the request');
}

type Rule = (refusal: Refusal) => Error | null;

const RULES: readonly Rule[] = [
  redirected,
  modelMissing,
  unauthorized,
  pathMissing,
  outOfCredit,
  throttled,
  toolsUnsupported,
  schemaUnsupported,
  factorRefused,
  callUnreadable,
  failed,
];

function redirected(refusal: Refusal): Error | null {
  if (refusal.status < 300 || refusal.status > 399) return null;
  const location = refusal.headers.get('location') ?? '';
  const where = URL.canParse(location, refusal.url)
    ? ` to ${new URL(location, refusal.url).origin}`
    : '';
  return fault(
    refusal,
    'MODEL_REQUEST_REFUSED',
    `redirects${where}, which is not followed, so that no key goes astray; give the final address as baseUrl`,
  );
}

function modelMissing(refusal: Refusal): Error | null {
  const { status, kind, endpoint } = refusal;
  const said = `${kind} ${refusal.words}`;
  const saysSo = /model/i.test(said) && /not.?found|not exist|no such/i.test(said);
  const namesIt = refusal.words.includes(endpoint.entry.modelId);
  if (!/model_not_found/.test(kind) && !(status === 404 && (saysSo || namesIt))) return null;
  return fault(
    refusal,
    'MODEL_NOT_FOUND',
    `has no model "${endpoint.entry.modelId}"; pull or load it there, or correct \`model\` in the models file`,
  );
}

function unauthorized(refusal: Refusal): Error | null {
  if (refusal.status !== 401 && refusal.status !== 403) return null;
  const variable = refusal.endpoint.entry.apiKeyEnv;
  const mend =
    variable === null
      ? 'wants a key; name the environment variable that holds it in `apiKeyEnv`'
      : `does not accept the key in ${variable}; correct it, or its permissions`;
  return fault(refusal, 'MODEL_UNAUTHORIZED', mend);
}

function pathMissing(refusal: Refusal): Error | null {
  const { status, words, url } = refusal;
  if (status !== 404 && status !== 405 && !/unexpected endpoint/i.test(words)) return null;
  return fault(
    refusal,
    'MODEL_REQUEST_REFUSED',
    `has nothing at ${url}; baseUrl is wrong, most end in /v1`,
  );
}

function outOfCredit(refusal: Refusal): Error | null {
  const { status, kind } = refusal;
  if (status !== 402 && !/insufficient_quota|billing/.test(kind)) return null;
  return fault(refusal, 'MODEL_REQUEST_REFUSED', 'says that the account has no credit left');
}

function throttled({ status, headers, endpoint, words }: Refusal): Error | null {
  if (![429, 503, 529].includes(status)) return null;
  return new ThrottledError(
    `Model "${endpoint.entry.name}" asks to wait: ${endpoint.address} answered ${status}${quoted(words)}`,
    retryAfterMs(headers, Date.now()),
  );
}

function toolsUnsupported(refusal: Refusal): Error | null {
  const { carried, words } = refusal;
  if (!carried.tools || !/\btools?\b|tool_choice|function.call/i.test(words)) return null;
  if (!/not support|unsupported|requires|does not allow|not enabled/i.test(words)) return null;
  return fault(refusal, 'SPEC_INAPPLICABLE', 'does not take tools for this model');
}

function schemaUnsupported(refusal: Refusal): Error | null {
  const { carried, words } = refusal;
  const about =
    /response_format|json_schema|structured.output|output_(config|format)|grammar|guided/i;
  const against = /support|unavailable|invalid|not allowed|unknown|must be|fail|cannot|permitted/i;
  if (!carried.answerSchema || !about.test(words) || !against.test(words)) return null;
  return fault(refusal, 'SPEC_INAPPLICABLE', 'does not take this JSON schema for an answer');
}

function factorRefused(refusal: Refusal): Error | null {
  const { status, carried, words } = refusal;
  const named = carried.factors.find((name) => words.toLowerCase().includes(name.toLowerCase()));
  if (![400, 422].includes(status) || named === undefined) return null;
  return fault(refusal, 'SPEC_INAPPLICABLE', `does not take this ${named}`);
}

function callUnreadable({ carried, status, words, kind, written }: Refusal): Error | null {
  if (!carried.tools && !carried.answerSchema) return null;
  const told = /tool_use_failed|json_validate_failed/.test(kind);
  const parsing =
    /(error|failed|unable|could not|cannot).{0,12}pars\w*\b.{0,20}(tool|function|input at pos|model output)/i;
  const mismatch = /output does not match the expected|tool.call parsing failed/i;
  if (!told && !(status >= 500 && (parsing.test(words) || mismatch.test(words)))) return null;
  return new UnreadableCallError([words, written].filter(Boolean).join('\n'));
}

function failed(refusal: Refusal): Error | null {
  if (refusal.status < 500 && refusal.status !== 408) return null;
  return fault(refusal, 'MODEL_FAILED', 'failed at the request; its log may say why');
}

function fault(refusal: Refusal, code: RatchetError['code'], what: string): RatchetError {
  const { endpoint, status, words } = refusal;
  return new RatchetError(
    code,
    `Cannot use model "${endpoint.entry.name}": ${endpoint.address} ${what} (HTTP ${status}${quoted(words)})`,
  );
}

function quoted(words: string): string {
  return words === '' ? '' : `: ${words}`;
}
