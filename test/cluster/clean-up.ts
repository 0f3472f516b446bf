import { say } from './say';

/** What has to be ended, last first, whatever happens. */
export class CleanUp {
  readonly #endings: (() => Promise<void>)[] = [];

  add(end: () => Promise<unknown>): void {
    this.#endings.push(async () => {
      await end();
    });
  }

  /** One that fails does not keep the others from being ended. */
  async run(): Promise<void> {
    for (let end = this.#endings.pop(); end; end = this.#endings.pop()) {
      await end().catch((error: unknown) => say(`not cleaned up: ${String(error)}`));
    }
  }
}
