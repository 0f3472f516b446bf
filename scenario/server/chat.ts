import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { chance } from '../chance';
import type { Json } from '../json';
import { answer } from '../play/answer';
import { type ChatRequest, readChatRequest } from '../play/chat-request';
import { conduct } from '../play/conduct';
import type { Occasion } from '../play/occasion';
import { understand } from '../play/understand';
import { readDocument } from '../table/place';
import { clientLeft } from './client-left';
import { completion } from './completion';
import type { ModelDesk } from './model-desk';
import { playFault } from './play-fault';
import { Refusal, sendJson } from './reply';
import type { State } from './state';

/** Answers one chat completion request, or gives it up when its client leaves. */
export async function chat(state: State, body: Json, response: ServerResponse): Promise<void> {
  const request = readDocument('the chat completion request', body, readChatRequest);
  state.requests += 1;
  const left = clientLeft(response);
  const desk = state.desks.get(request.model);
  try {
    await answerChat({ state, request, desk, left }, response);
  } catch (error) {
    if (!left.aborted) throw error;
    if (desk !== undefined) desk.counters.abandoned += 1;
  }
}

interface Call {
  readonly state: State;
  readonly request: ChatRequest;
  readonly desk: ModelDesk | undefined;
  readonly left: AbortSignal;
}

async function answerChat(call: Call, response: ServerResponse): Promise<void> {
  const { state, request, desk, left } = call;
  const fault = state.faults.strike({ on: 'chat', model: request.model });
  if (fault !== undefined) {
    desk?.struckBy(fault.kind);
    await playFault(fault, response, left);
    if (response.headersSent || response.destroyed) return;
  }
  if (desk === undefined) throw unknownModel(request.model);
  refuseInapplicable(desk, request);
  const queuedAt = performance.now();
  const release = await desk.slots.take(left);
  try {
    await serve({ ...call, desk, queueMs: performance.now() - queuedAt }, response);
  } finally {
    release();
  }
}

async function serve(
  call: Call & { readonly desk: ModelDesk; readonly queueMs: number },
  response: ServerResponse,
): Promise<void> {
  const { state, request, desk, left, queueMs } = call;
  const asked = understand(request, state.table.key);
  const { loadMs, sinceLoad } = desk.admit(asked.shape);
  const occasion = occasionOf(call, { asked, sinceLoad });
  const { intent, slowMs, fails } = conduct(occasion);
  const answerMs = latency(occasion) + slowMs;
  await sleep(loadMs + answerMs, undefined, { signal: left });
  if (fails) throw new Refusal(500, `The model runner of ${request.model} failed`);
  desk.counters.answered += 1;
  const timings = { queueMs, loadMs, answerMs };
  sendJson(
    response,
    completion(answer(occasion, intent), { occasion, timings, table: state.table.name }),
  );
}

function occasionOf(
  { state, request, desk }: Call & { readonly desk: ModelDesk },
  seen: Pick<Occasion, 'asked' | 'sinceLoad'>,
): Occasion {
  const { seed, key } = state.table;
  // Without a seed from the client every request is a fresh draw, as on a real server.
  const requestSeed = request.seed ?? `request ${desk.counters.requests}`;
  const { item, text } = seen.asked;
  const about = item === undefined ? text : `${item.suite}/${item.id}`;
  return {
    ...seen,
    scenarioSeed: seed,
    model: desk.model,
    suites: key,
    request,
    key: [seed, desk.model.name, requestSeed, about],
  };
}

function latency({ model, key }: Occasion): number {
  const { base, jitter } = model.latencyMs;
  return base + Math.round(chance([...key, 'latency']) * jitter);
}

export function unknownModel(name: string): Refusal {
  return new Refusal(404, `model '${name}' not found`, { type: 'not_found_error' });
}

function refuseInapplicable({ model }: ModelDesk, request: ChatRequest): void {
  const lacks = (feature: 'tools' | 'schema'): boolean => model.inapplicable.includes(feature);
  if (request.tools.length > 0 && lacks('tools')) {
    throw new Refusal(400, `"${model.name}" does not support tools`);
  }
  if (request.answerSchema !== null && lacks('schema')) {
    throw new Refusal(400, `"${model.name}" does not support response_format json_schema`);
  }
}
