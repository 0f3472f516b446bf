import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptCall, script, temporaryFolder, type Variables } from './script';

export interface ServerState {
  readonly pid: number;
  readonly address: string;
  readonly ui: string;
}

/** A data folder of its own for one test, with the calls of temporal-dev.sh that use it. */
export class DataFolder {
  readonly path = temporaryFolder();
  private readonly calls: ScriptCall[] = [];

  private readonly cli: string;

  constructor(cli: string) {
    this.cli = cli;
  }

  /** Any free ports, so that tests stay out of each other's way. */
  variables(): Variables {
    return {
      RATCHET_DATA: this.path,
      TEMPORAL_CLI: this.cli,
      RATCHET_TEMPORAL_PORT: '0',
      RATCHET_UI_PORT: '0',
    };
  }

  start(args: readonly string[], variables: Variables = {}, folder?: string): ScriptCall {
    const call = new ScriptCall(args, { ...this.variables(), ...variables }, folder);
    this.calls.push(call);
    return call;
  }

  /** A server in the foreground of a call that goes on. */
  async serverUp(): Promise<ScriptCall> {
    const call = this.start(['server']);
    await call.said('Ctrl-C stops it');
    return call;
  }

  state(): ServerState {
    const state: ServerState = JSON.parse(readFileSync(this.file('server.json'), 'utf8'));
    return state;
  }

  file(name: string): string {
    return join(this.path, 'temporal', name);
  }

  temporal(...args: string[]): string {
    const where = ['--address', this.state().address, '--disable-config-file'];
    return execFileSync(this.cli, [...args, ...where], { encoding: 'utf8' });
  }

  async remove(): Promise<void> {
    await Promise.all(this.calls.map((call) => call.end()));
    await script(['stop'], this.variables());
    rmSync(this.path, { recursive: true });
  }
}
