import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { temporalCli } from '../support/temporal-cli';
import { DataFolder } from './data-folder';
import { isAlive, listenOnLoopback, script, waitFor } from './script';

let data: DataFolder;

beforeEach(async () => {
  data = new DataFolder(await temporalCli());
});
afterEach(() => data.remove());

describe('temporal-dev.sh server', () => {
  it('has a year of retention and the search attributes at its first start and its second, and ends on a signal', async () => {
    for (const [signal, code] of [
      ['SIGTERM', 143],
      ['SIGINT', 130],
    ] as const) {
      const server = await data.serverUp();
      const { pid } = data.state();
      expect(retention()).toBe('31536000s');
      expect(attributes()).toMatchObject({
        RatchetCycle: 'INDEXED_VALUE_TYPE_INT',
        RatchetState: 'INDEXED_VALUE_TYPE_KEYWORD',
        RatchetBaseline: 'INDEXED_VALUE_TYPE_KEYWORD',
        RatchetVerdict: 'INDEXED_VALUE_TYPE_KEYWORD',
        RatchetAccuracy: 'INDEXED_VALUE_TYPE_DOUBLE',
      });
      expect((await server.end(signal)).code).toBe(code);
      expect(isAlive(pid)).toBe(false);
      expect(readdirSync(join(data.path, 'temporal'))).not.toContain('server.json');
    }
  });

  it('raises the retention of a database where it is shorter', async () => {
    const first = await data.serverUp();
    data.temporal('operator', 'namespace', 'update', '-n', 'default', '--retention', '24h');
    expect(retention()).toBe('86400s');
    await first.end();
    await data.serverUp();
    expect(retention()).toBe('31536000s');
  });

  it('listens on loopback with its Web UI, and keeps its database in a file in WAL mode', async () => {
    const server = await data.serverUp();
    const { address, ui } = data.state();
    expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect((await fetch(ui)).status).toBe(200);
    expect(server.everything()).toContain(`Web UI           ${ui}\n`);
    expect(readdirSync(join(data.path, 'temporal'))).toContain('temporal.db-wal');
  });

  it('is reused by a second call, which ends at once and may not ask for another port', async () => {
    await data.serverUp();
    const { pid } = data.state();
    const again = await script(['server'], data.variables());
    expect(again.code).toBe(0);
    expect(again.stdout).toContain(`(process ${pid})`);
    expect(again.stderr).toBe('It was already up; ./temporal-dev.sh stop ends it.\n');
    expect(data.state().pid).toBe(pid);

    const elsewhere = await script(['server', '--port', '1'], data.variables());
    expect(elsewhere.code).toBe(1);
    expect(elsewhere.stderr).toContain(`already up at ${data.state().address}, not on port 1`);
  });

  it('starts once where two calls come at the same time', async () => {
    const calls = [data.start(['server']), data.start(['server'])];
    await Promise.all(calls.map((call) => call.said('Database         ')));
    await waitFor(() => calls.some((call) => call.everything().includes('It was already up')));
    await waitFor(() => calls.some((call) => call.everything().includes('Ctrl-C stops it')));
    expect(new Set(calls.map((call) => /process \d+/.exec(call.stdoutSoFar())?.[0])).size).toBe(1);
  });

  it('starts again on the same database after kill -9 of the server', async () => {
    const first = await data.serverUp();
    const { pid } = data.state();
    startWorkflow('survivor');
    process.kill(pid, 'SIGKILL');
    const ended = await first.ended();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('Start it again: its database is kept');

    await data.serverUp();
    expect(data.state().pid).not.toBe(pid);
    expect(data.temporal('workflow', 'describe', '-w', 'survivor')).toContain('survivor');
  });

  it('is found by the next start after kill -9 of the script', async () => {
    const first = await data.serverUp();
    const { pid } = data.state();
    await first.end('SIGKILL');
    const again = await script(['server'], data.variables());
    expect({ code: again.code, pid: data.state().pid }).toEqual({ code: 0, pid });
  });

  it('passes over the lock and the state that a killed start has left', async () => {
    mkdirSync(join(data.path, 'temporal'));
    const gone = { pid: 4_194_200, script: 4_194_201, address: '127.0.0.1:9', ui: 'none' };
    writeFileSync(data.file('server.json'), JSON.stringify(gone));
    writeFileSync(data.file('start.lock'), '4194201\n');
    await data.serverUp();
    expect(readdirSync(join(data.path, 'temporal'))).not.toContain('start.lock');
  });

  it.each([
    ['--port', 'RATCHET_TEMPORAL_PORT'],
    ['--ui-port', 'RATCHET_UI_PORT'],
  ])('names the owner of a port in use, and how to mend it (%s)', async (flag, variable) => {
    const owner = createServer();
    const port = await listenOnLoopback(owner);
    const { code, stderr } = await script(['server', flag, String(port)], data.variables());
    owner.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} is in use by process ${process.pid}: `);
    expect(stderr).toContain(`${flag} N or ${variable}=N`);
  });

  it('takes other ports than the usual ones where those are in use, and says so', async () => {
    const usual = { RATCHET_TEMPORAL_PORT: '', RATCHET_UI_PORT: '' };
    const other = new DataFolder(await temporalCli());
    await data.start(['server'], usual).said('Ctrl-C stops it');
    const second = other.start(['server'], usual);
    await second.said('Ctrl-C stops it');
    expect(second.everything()).toMatch(/Port 7233 is in use by process \d+: .*; taking another/);
    expect(other.state().address).not.toBe(data.state().address);
    await other.remove();
  });
});

function retention(): string | undefined {
  const described = data.temporal(
    'operator',
    'namespace',
    'describe',
    '-n',
    'default',
    '-o',
    'json',
  );
  return /"workflowExecutionRetentionTtl": "(\w+)"/.exec(described)?.[1];
}

function attributes(): unknown {
  const listed: { customAttributes?: unknown } = JSON.parse(
    data.temporal('operator', 'search-attribute', 'list', '-o', 'json'),
  );
  return listed.customAttributes;
}

function startWorkflow(id: string): void {
  data.temporal('workflow', 'start', '-w', id, '-t', 'nobody', '--type', 'optimizationCycle');
}
