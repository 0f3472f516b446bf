import { z } from 'zod';
import { fields } from '../parse-issues';
import { NOTIFICATION_TYPES } from './notification';

const NAME_RULE = 'expected 1 to 40 lower-case letters, digits and dashes, such as "team-chat"';
const VARIABLE_RULE =
  'expected the name of an environment variable, such as HOOK_SECRET; the secret itself does not belong into this file';

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, VARIABLE_RULE);

const target = fields({
  name: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, NAME_RULE)
    .describe('Its own name; what it was told is remembered under it'),
  url: z
    .url({
      protocol: /^https?$/,
      error: (issue) =>
        typeof issue.input === 'string'
          ? 'expected an http or https address, such as https://example.org/hooks/ratchet'
          : undefined,
    })
    .optional()
    .describe('Where notifications are posted to; or urlEnv, or command'),
  urlEnv: variable
    .optional()
    .describe('The environment variable that holds the address, where the address is a secret'),
  secretEnv: variable
    .optional()
    .describe(
      'The environment variable that holds the secret that signs (whsec_...); a webhook needs it',
    ),
  command: z
    .array(z.string().min(1, 'expected a text, found an empty one').max(4_096))
    .min(1, 'expected a program and its arguments')
    .max(64, 'expected at most 64 words')
    .optional()
    .describe(
      'Program and arguments that get the notification on standard input; no shell reads them',
    ),
  passEnv: z
    .array(variable)
    .max(64, 'expected at most 64')
    .optional()
    .describe(
      'Environment variables of the worker that the command gets; PATH, HOME and the like it has',
    ),
  events: z
    .array(z.enum(NOTIFICATION_TYPES))
    .min(1, 'expected at least one')
    .default([...NOTIFICATION_TYPES])
    .describe('What it is told of; all where left out'),
  studies: z
    .array(z.string().regex(/^[a-z0-9-]{1,63}$/, 'expected the name of a study'))
    .min(1, 'expected at least one')
    .optional()
    .describe('Only these studies; all where left out'),
  timeoutSeconds: z
    .int()
    .min(1, 'expected at least 1')
    .max(120, 'expected at most 120')
    .default(10)
    .describe('How long one delivery may take'),
  giveUpAfterHours: z
    .number()
    .min(0.01, 'expected at least 0.01')
    .max(720, 'expected at most 720')
    .default(24)
    .describe('A notification that could not be delivered for so long is given up'),
});

/** The notifications file as it is written. */
export const notificationsFile = fields({
  targets: z
    .array(target)
    .min(1, 'expected at least one target')
    .max(32, 'expected at most 32 targets')
    .describe('Who is told'),
});

export type TargetInFile = z.infer<typeof target>;
