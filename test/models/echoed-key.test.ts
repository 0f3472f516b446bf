import { chatCompletion } from './support/answers';
import { CANARY, clientAt, failureOf, requestOf } from './support/clients';
import { answers, type StandIn, startStandIn } from './support/stand-in';

const never = new AbortController().signal;
let server: StandIn | undefined;
afterEach(() => server?.close());

const FORMS = [
  CANARY,
  encodeURIComponent(CANARY),
  Buffer.from(`Bearer ${CANARY}`).toString('base64'),
  Buffer.from(`k:${CANARY}`).toString('base64'),
];
const ECHO = FORMS.join(' ');

/** No form of the key, and no part of its base64, is in what leaves the client. */
function expectClean(what: unknown): void {
  const text = JSON.stringify(what);
  expect(text).toContain('[key]');
  const middles = FORMS.map((form) => form.slice(12, -4));
  for (const middle of middles) expect(text).not.toContain(middle);
}

describe('an endpoint that repeats the key it was sent', () => {
  it('puts it into no answer', async () => {
    server = await startStandIn(answers(200, chatCompletion(`You are ${ECHO}`)));
    expectClean(await clientAt(server.url).complete(requestOf(), never));
  });

  it.each([400, 401, 404, 429, 500, 503])('puts it into no error of status %d', async (status) => {
    server = await startStandIn(answers(status, { error: { message: ECHO, type: ECHO } }));
    const failure = await failureOf(clientAt(server.url).complete(requestOf(), never));
    expectClean({ message: failure.message, all: Object.entries(failure), stack: failure.stack });
  });

  it('puts it into no list of models that is quoted', async () => {
    server = await startStandIn(answers(200, { data: FORMS.map((id) => ({ id })) }));
    const failure = await failureOf(clientAt(server.url).identify(never));
    expectClean({ message: failure.message, stack: failure.stack });
  });

  it('puts it into no message about an answer that cannot be read', async () => {
    server = await startStandIn(answers(200, `oops ${ECHO}`));
    const failure = await failureOf(clientAt(server.url).complete(requestOf(), never));
    expectClean({ message: failure.message, stack: failure.stack });
  });
});
