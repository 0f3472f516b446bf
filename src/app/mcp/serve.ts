import type { Readable } from 'node:stream';
import { hideSecrets } from '../../hide-secrets';
import { printable } from '../../printable';
import { isForeseen } from '../cli-error';
import { answer, errorAnswer, type Incoming, readMessage, RPC, RpcError } from './json-rpc';
import { linesOf } from './lines';
import { createSession, type Session } from './session';
import type { Tool } from './tool';

const LONGEST_LINE = 1_048_576;
/** Messages that one line may hold, where the client's version of the protocol has that. */
const MOST_AT_ONCE = 32;

export interface Server {
  readonly version: string;
  readonly tools: readonly Tool[];
  readonly input: Readable;
  /** Takes one message, without line end. */
  readonly write: (line: string) => void;
}

/** Speaks the Model Context Protocol by lines of JSON-RPC, until its input ends and everything is answered. */
export async function serve({ version, tools, input, write }: Server): Promise<void> {
  const session = createSession({ version, tools });
  const open = new Set<Promise<void>>();
  const send = (message: unknown): void => write(JSON.stringify(message));
  for await (const line of linesOf(input, LONGEST_LINE)) {
    if (line === '') continue;
    const answering = answersTo(session, line).then((message) => {
      if (message !== null) send(message);
    });
    open.add(answering);
    void answering.finally(() => open.delete(answering));
  }
  await Promise.all(open);
}

/** @returns null where nothing is to be answered */
async function answersTo(
  session: Session,
  line: string | { readonly tooLong: true },
): Promise<unknown> {
  if (typeof line !== 'string') {
    const why = `expected at most ${LONGEST_LINE} characters in a message, found more`;
    return errorAnswer(null, new RpcError(RPC.invalidRequest, why));
  }
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return errorAnswer(null, new RpcError(RPC.unreadable, 'expected a line of JSON'));
  }
  if (!Array.isArray(value)) return answerTo(session, value);
  return answersToBatch(session, value);
}

/** Part of JSON-RPC and of the older versions of the protocol. */
async function answersToBatch(session: Session, values: readonly unknown[]): Promise<unknown> {
  if (values.length === 0 || values.length > MOST_AT_ONCE) {
    const why = `expected 1 to ${MOST_AT_ONCE} messages, found ${values.length}`;
    return errorAnswer(null, new RpcError(RPC.invalidRequest, why));
  }
  const answers = await Promise.all(values.map((value) => answerTo(session, value)));
  const told = answers.filter((each) => each !== null);
  return told.length > 0 ? told : null;
}

async function answerTo(session: Session, value: unknown): Promise<unknown> {
  let message: Incoming;
  try {
    message = readMessage(value);
  } catch (error) {
    return errorAnswer(null, asRpcError(error));
  }
  return message === null ? null : resultOf(session, message);
}

async function resultOf(session: Session, message: NonNullable<Incoming>): Promise<unknown> {
  const { id } = message;
  try {
    const result = await session.take(message);
    return id === null || result === undefined ? null : answer(id, result);
  } catch (error) {
    return id === null ? null : errorAnswer(id, asRpcError(error));
  }
}

function asRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new RpcError(
    RPC.broken,
    printable(hideSecrets(isForeseen(error) ? words : `Unexpected: ${words}`)),
  );
}
