import type { InputIssue } from '../input-issue';

const SECRET_FIELDS = /^(api[-_]?key|key|token|secret|password|authorization|bearer)$/i;
/** Keys as the known providers write them. */
const SECRET_VALUES = /^(Bearer\s+\S|AIza|(sk|pk|gsk|xai|hf|r8|nvapi|key)[-_][\w-]{12,}$)/;
const MEND = 'name the environment variable that holds it instead, such as apiKeyEnv: MY_API_KEY';

/**
 * Where does a models file hold a secret itself? The messages do not repeat it.
 *
 * Looked for first, because what else is wrong is told with what was found.
 */
export function findSecrets(input: unknown, path: InputIssue['path'] = []): readonly InputIssue[] {
  if (typeof input === 'string') return secretText(input, path);
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([key, value]) => {
    const at = [...path, Array.isArray(input) ? Number(key) : key];
    const secret = SECRET_FIELDS.test(key) && typeof value === 'string';
    return secret
      ? [{ path: at, message: `no key belongs into this file; ${MEND}` }]
      : findSecrets(value, at);
  });
}

function secretText(text: string, path: InputIssue['path']): readonly InputIssue[] {
  if (SECRET_VALUES.test(text)) {
    return [{ path, message: `this looks like a key, and none belongs into this file; ${MEND}` }];
  }
  if (/^https?:\/\/([^/]*@|[^#]*\?)/i.test(text)) {
    return [{ path, message: `an address here has no credentials and no query; ${MEND}` }];
  }
  return [];
}
