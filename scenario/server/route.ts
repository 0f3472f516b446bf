import type { IncomingMessage, ServerResponse } from 'node:http';
import { readDocument } from '../table/place';
import { readFaults } from '../table/read-fault';
import { chat, unknownModel } from './chat';
import { clientLeft } from './client-left';
import { log } from './log';
import { modelList } from './model-list';
import { playFault } from './play-fault';
import { readBody } from './read-body';
import { Refusal, sendJson } from './reply';
import type { State } from './state';

export type Handler = (
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>;

/** What answers `METHOD /path`. */
export function route(methodAndPath: string): Handler {
  return ROUTES.get(methodAndPath) ?? notFound(methodAndPath);
}

const health: Handler = async (state, _request, response) => {
  sendJson(response, { status: 'ok', simulated: true, scenario: state.table.name });
};

const models: Handler = async (state, _request, response) => {
  const fault = state.faults.strike({ on: 'models', model: null });
  if (fault !== undefined) {
    await playFault(fault, response, clientLeft(response));
    if (response.headersSent || response.destroyed) return;
  }
  sendJson(response, modelList(state));
};

const completions: Handler = async (state, request, response) => {
  await chat(state, await readBody(request), response);
};

const unload: Handler = async (state, request, response) => {
  const body = await readBody(request);
  const name = readDocument('the unload request', body, (root) => root.at('model').text());
  const desk = state.desks.get(name);
  if (desk === undefined) throw unknownModel(name);
  if (!desk.model.canUnload) throw new Refusal(404, `model '${name}' cannot be unloaded`);
  desk.unload();
  sendJson(response, { model: name, unloaded: true });
};

const setFaults: Handler = async (state, request, response) => {
  const body = await readBody(request);
  const names = [...state.desks.keys()];
  state.faults.set(
    readDocument('the faults', body, (root) => readFaults(root.at('faults'), names)),
  );
  sendJson(response, { faults: state.faults.faults.map((fault) => ({ ...fault })) });
};

const showLog: Handler = async (state, _request, response) => {
  sendJson(response, log(state));
};

const ROUTES: ReadonlyMap<string, Handler> = new Map([
  ['GET /health', health],
  ['GET /v1/models', models],
  ['POST /v1/chat/completions', completions],
  ['POST /v1/models/unload', unload],
  ['POST /scenario/faults', setFaults],
  ['GET /scenario/log', showLog],
]);

function notFound(methodAndPath: string): Handler {
  return async () => {
    throw new Refusal(
      404,
      `Nothing answers ${methodAndPath}; there is ${[...ROUTES.keys()].join(', ')}`,
    );
  };
}
