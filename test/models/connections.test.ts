import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KEPT_MS } from '../../activities/models/kept-connections';
import { chatCompletion } from './support/answers';
import { allTextOf, CANARY, clientAt, codeOf, failureOf, requestOf } from './support/clients';
import { createMoment } from './support/moment';
import { answers, type StandIn, startRawStandIn, startStandIn } from './support/stand-in';

const never = new AbortController().signal;
let server: StandIn | undefined;
afterEach(() => server?.close());

async function failureAt(url: string): Promise<Error> {
  const failure = await failureOf(clientAt(url).complete(requestOf(), never));
  expect(allTextOf(failure)).not.toContain(CANARY);
  return failure;
}

describe('complete() over a connection that fails', () => {
  it('says that nothing listens there', async () => {
    const gone = await startStandIn(answers(200, ''));
    await gone.close();
    const failure = await failureAt(gone.url);
    expect(codeOf(failure)).toBe('MODEL_UNREACHABLE');
    expect(failure.message).toContain(`nothing listens at ${gone.url}; start the server`);
  });

  it('says that a host name is not known', async () => {
    const failure = await failureAt('http://no-such-host.invalid/v1');
    expect(codeOf(failure)).toBe('MODEL_UNREACHABLE');
    expect(failure.message).toContain('host name');
  });

  it('says that the connection was cut before the answer', async () => {
    server = await startRawStandIn((socket) => socket.destroy());
    const failure = await failureAt(server.url);
    expect(codeOf(failure)).toBe('MODEL_UNREACHABLE');
    expect(failure.message).toContain('cut the connection before it answered');
  });

  it('says that the connection was cut in the middle of the answer', async () => {
    const body = JSON.stringify(chatCompletion('Hello'));
    server = await startRawStandIn((socket) => {
      const head = `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`;
      socket.end(head + body.slice(0, 40));
    });
    const failure = await failureAt(server.url);
    expect(codeOf(failure)).toBe('MODEL_UNREACHABLE');
    expect(failure.message).toContain('cut in the middle of its answer');
  });

  it('says so of half a stream of chunks, too', async () => {
    server = await startRawStandIn((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n');
    });
    const failure = await failureAt(server.url);
    expect(codeOf(failure)).toBe('MODEL_UNREACHABLE');
    expect(failure.message).toContain('cut in the middle of its answer');
  });

  it('says that a server of another kind does not speak HTTP', async () => {
    server = await startRawStandIn((socket) => socket.end('220 mail ready\r\n'));
    const failure = await failureAt(server.url);
    expect(codeOf(failure)).toBe('MODEL_UNREACHABLE');
    expect(failure.message).toContain('does not speak HTTP');
  });

  it('says that no secure connection came about', async () => {
    server = await startStandIn(answers(200, ''));
    const failure = await failureAt(server.url.replace('http:', 'https:'));
    expect(codeOf(failure)).toBe('MODEL_UNREACHABLE');
    expect(failure.message).toContain('no secure connection');
  });

  it('does not carry the key to the target of a redirect', async () => {
    const target = await startStandIn(answers(200, chatCompletion('stolen')));
    server = await startStandIn(answers(308, '', { location: `${target.url}/chat/completions` }));
    await failureAt(server.url);
    expect(target.requests).toHaveLength(0);
    await target.close();
  });
});

describe('complete() over a connection that is kept', () => {
  const body = JSON.stringify(chatCompletion('Hello'));
  const whole = `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

  /** How many requests came on each connection, each answered by what `reply` does with the socket. */
  async function requestsOn(reply: (socket: Socket, request: number) => void): Promise<number[]> {
    const requests: number[] = [];
    server = await startRawStandIn((socket) => {
      const place = requests.push(0) - 1;
      const next = () => {
        requests[place] = (requests[place] ?? 0) + 1;
        reply(socket, requests[place] ?? 0);
      };
      next();
      socket.on('data', (data) => data.toString().startsWith('POST') && next());
    });
    return requests;
  }

  it('asks the next question on it', async () => {
    const requests = await requestsOn((socket) => socket.write(whole));
    const client = clientAt(server?.url ?? '');
    for (let call = 1; call <= 3; call += 1) await client.complete(requestOf(), never);
    expect(requests).toEqual([3]);
  });

  it('asks on a new one where it has been idle for longer than a moment', async () => {
    const requests = await requestsOn((socket) => socket.write(whole));
    const client = clientAt(server?.url ?? '');
    await client.complete(requestOf(), never);
    await wait(KEPT_MS + 250);
    await client.complete(requestOf(), never);
    expect(requests).toEqual([1, 1]);
    expect(server?.openSockets()).toBe(1);
  });

  it('tells of it when it is cut, as of any other', async () => {
    const requests = await requestsOn((socket, request) =>
      request === 1 ? socket.write(whole) : socket.destroy(),
    );
    await clientAt(server?.url ?? '').complete(requestOf(), never);
    const failure = await failureAt(server?.url ?? '');
    expect(failure.message).toContain('cut the connection before it answered');
    expect(requests).toEqual([2]);
  });
});

describe('complete() that is aborted', () => {
  it('ends promptly in a hang, with the reason given, and closes the socket', async () => {
    const asked = createMoment();
    server = await startStandIn(() => asked.comes());
    const controller = new AbortController();
    const failed = failureOf(clientAt(server.url).complete(requestOf(), controller.signal));
    await asked.came;
    const reason = new Error('enough');
    controller.abort(reason);
    // Whatever else could end a call that nobody answers would be another reason.
    expect(await failed).toBe(reason);
    await expectSocketsClosed(server);
  });

  it('ends promptly in the middle of an answer, too', async () => {
    const begun = createMoment();
    server = await startStandIn((response) => {
      response.writeHead(200).write('{"id":', () => begun.comes());
    });
    const controller = new AbortController();
    const failed = failureOf(clientAt(server.url).complete(requestOf(), controller.signal));
    await begun.came;
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await failed).toBe(reason);
    await expectSocketsClosed(server);
  });

  it('asks nothing when it was aborted before', async () => {
    server = await startStandIn(answers(200, chatCompletion('x')));
    const reason = new Error('too late');
    const failure = failureOf(
      clientAt(server.url).complete(requestOf(), AbortSignal.abort(reason)),
    );
    expect(await failure).toBe(reason);
    expect(server.requests).toHaveLength(0);
  });
});

describe('an answer without end', () => {
  it('is given up at 4 MiB, and the endpoint is not read on', async () => {
    let sent = 0;
    const megabyte = 'x'.repeat(1024 * 1024);
    server = await startStandIn((response) => {
      response.writeHead(200);
      const more = () => {
        if (sent >= 200 || response.destroyed) return;
        sent += 1;
        response.write(megabyte, more);
      };
      more();
    });
    const failure = await failureAt(server.url);
    expect(codeOf(failure)).toBe('MODEL_ANSWER_TOO_LARGE');
    expect(failure.message).toContain('larger than 4 MiB');
    await expectSocketsClosed(server);
    expect(sent).toBeLessThan(200);
  });

  it('of 20 MB leaves the memory of the process small', async () => {
    const text = 'word '.repeat(4_000_000);
    server = await startStandIn(answers(200, chatCompletion(text)));
    const child = spawn(
      process.execPath,
      [
        '--max-old-space-size=64',
        '--expose-gc',
        '--import',
        'tsx',
        path.join(__dirname, 'support', 'ask-once.ts'),
        server.url,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    await once(child, 'close');
    const { code, grownMiB } = JSON.parse(output);
    expect(code).toBe('MODEL_ANSWER_TOO_LARGE');
    expect(grownMiB).toBeLessThan(30);
  });
});

async function expectSocketsClosed(standIn: StandIn): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (standIn.openSockets() > 0 && performance.now() < deadline) {
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
  expect(standIn.openSockets()).toBe(0);
}
