import type { InputIssue, Parsed } from '../input-issue';
import { findSecrets } from '../models/find-secrets';
import { inputIssues } from '../parse-issues';
import { notificationsFile, type TargetInFile } from './parse-notifications-file';
import type { LocalCommand, Target, Webhook } from './target';

/** Reads a notifications file from untrusted input, defaults filled in. Never throws. */
export function parseNotifications(input: unknown): Parsed<readonly Target[]> {
  const secrets = findSecrets(input).map(({ path }) => ({ path, message: NO_SECRET }));
  if (secrets.length > 0) return { ok: false, issues: secrets };
  const parsed = notificationsFile.safeParse(input);
  if (!parsed.success) return { ok: false, issues: inputIssues(parsed.error, input) };
  const { targets } = parsed.data;
  const ways = targets.map(wayOf);
  const issues = [
    ...ways.flatMap((way, index) =>
      Array.isArray(way) ? way.map(([field, message]) => issueAt(index, field, message)) : [],
    ),
    ...sameNames(targets),
  ];
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: targets.flatMap((each, index) => completed(each, ways[index])) };
}

const NO_SECRET =
  'no secret belongs into this file, nor an address with one; name the environment variable that holds it: secretEnv: HOOK_SECRET, urlEnv: HOOK_URL';

/** A field of a target, and what is wrong with it. */
type Wrong = readonly [string, string];

function completed(each: TargetInFile, way: Webhook | LocalCommand | Wrong[] | undefined) {
  if (way === undefined || Array.isArray(way)) return [];
  const { name, events, studies = null, timeoutSeconds, giveUpAfterHours } = each;
  return [{ name, events, studies, timeoutSeconds, giveUpAfterHours, to: way } satisfies Target];
}

function wayOf(each: TargetInFile): Webhook | LocalCommand | Wrong[] {
  const { url, urlEnv, command } = each;
  const ways = [url, urlEnv, command].filter((way) => way !== undefined).length;
  if (ways !== 1) {
    return [['name', `expected one of url, urlEnv and command beside it, found ${ways} of them`]];
  }
  return command === undefined ? webhookOf(each) : commandOf(each, command);
}

function webhookOf({ url, urlEnv, secretEnv, passEnv }: TargetInFile): Webhook | Wrong[] {
  if (passEnv) return [['passEnv', 'only a command gets environment variables; leave it out']];
  if (secretEnv !== undefined) {
    return { kind: 'webhook', url: url ?? null, urlEnv: urlEnv ?? null, secretEnv };
  }
  const message =
    'expected the environment variable that holds the secret, but the field is missing; a webhook is always signed';
  return [['secretEnv', message]];
}

function commandOf(
  { secretEnv, passEnv = [] }: TargetInFile,
  [program = '', ...words]: readonly string[],
): LocalCommand | Wrong[] {
  return secretEnv === undefined
    ? { kind: 'command', command: [program, ...words], passEnv }
    : [['secretEnv', 'a command of this machine gets no signature; leave it out']];
}

function sameNames(targets: readonly TargetInFile[]): readonly InputIssue[] {
  return targets.flatMap(({ name }, index) =>
    targets.findIndex((other) => other.name === name) === index
      ? []
      : [issueAt(index, 'name', `expected a name of its own, found "${name}" again`)],
  );
}

function issueAt(index: number, field: string, message: string): InputIssue {
  return { path: ['targets', index, field], message };
}
