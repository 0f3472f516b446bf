import { z } from 'zod';
import { fields } from '../../parse-issues';

/** One thing that an assistant can ask for. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodType;
  /** Does it change something? */
  readonly changes: boolean;
  /** @param input - as its schema has it */
  call(input: unknown): Promise<unknown>;
}

/** What a tool is made of; its answer is text as it is, or a value that is told as JSON. */
export function tool<Input extends z.ZodType>(
  made: Omit<Tool, 'input' | 'changes' | 'call'> & {
    readonly input: Input;
    readonly changes?: boolean;
    readonly call: (input: z.infer<Input>) => Promise<unknown>;
  },
): Tool {
  const { changes = false, call, input } = made;
  return { ...made, changes, call: (value) => call(input.parse(value)) };
}

export const studyName = z
  .string()
  .regex(/^[a-z0-9-]{1,63}$/, 'expected 1 to 63 of a-z, 0-9 and -')
  .describe('Name of a study');

export const ofStudy = fields({ study: studyName });

export const nothing = fields({});
