import type { Context } from '@temporalio/activity';
import {
  ApplicationFailure,
  ApplicationFailureCategory,
  CancelledFailure,
} from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { EventBatch } from '../../contract';
import type { RunRequest, RunResult } from '../../runs/run';
import { fieldsOfRun } from '../log/fields-of-run';
import type { LogFields } from '../log/log';
import type { Watcher } from './watcher';

/** Tells watchers of the runs and writes of a worker, and the SDK's log which study, spec and run its lines are about. */
export function watchActivities(watchers: readonly Watcher[]): ActivityInterceptorsFactory {
  return (context) => {
    const executed = executedBy(context);
    let about: LogFields = {};
    return {
      inbound: {
        async execute(input, next) {
          about = aboutIt(executed, input.args);
          const begun = performance.now();
          try {
            const result = await next(input);
            const seconds = (performance.now() - begun) / 1000;
            tell(watchers, (watcher) => executed.made(watcher, input.args, { result, seconds }));
            return result;
          } catch (error) {
            tell(watchers, (watcher) => executed.failed(watcher, input.args, error));
            throw error;
          }
        },
      },
      outbound: { getLogAttributes: (input, next) => next({ ...input, ...about }) },
    };
  };
}

type Arguments = readonly unknown[];

/** What an activity's type says about its first argument and its result. */
interface Executed {
  about(args: Arguments): LogFields;
  made(watcher: Watcher, args: Arguments, of: { result: unknown; seconds: number }): void;
  failed(watcher: Watcher, args: Arguments, error: unknown): void;
}

const RUN: Executed = {
  about: ([request]) => fieldsOfRun(asMade<RunRequest>(request)),
  made: (watcher, [request], { result, seconds }) =>
    watcher.runMade?.(asMade<RunRequest>(request), asMade<RunResult>(result), seconds),
  failed: (watcher, [request], error) => {
    if (!isNoFailure(error)) watcher.runFailed?.(asMade<RunRequest>(request), codeOf(error));
  },
};

const WRITE: Executed = {
  about: ([batch]) => ({ study: asMade<EventBatch>(batch).study }),
  made: (watcher, [batch]) => watcher.recorded?.(asMade<EventBatch>(batch)),
  failed: () => undefined,
};

const OTHER: Executed = { about: () => ({}), made: () => undefined, failed: () => undefined };

function executedBy({ info }: Context): Executed {
  if (info.activityType === 'measureRun') return RUN;
  return info.activityType === 'recordEvents' ? WRITE : OTHER;
}

/** What was sent by hand may be anything. */
function aboutIt(executed: Executed, args: Arguments): LogFields {
  try {
    return executed.about(args);
  } catch {
    return {};
  }
}

function codeOf(error: unknown): string {
  return error instanceof ApplicationFailure ? (error.type ?? 'UNKNOWN') : 'UNKNOWN';
}

/** An operator's wish: the study was stopped, or the worker hands the run over. */
function isNoFailure(error: unknown): boolean {
  if (error instanceof ApplicationFailure) {
    return error.category === ApplicationFailureCategory.BENIGN;
  }
  return (
    error instanceof CancelledFailure || (error instanceof Error && error.name === 'AbortError')
  );
}

/** Temporal's own types end where an activity begins; what a workflow of ours sends has this shape. */
function asMade<T>(value: unknown): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return value as T;
}

function tell(watchers: readonly Watcher[], news: (watcher: Watcher) => void): void {
  for (const watcher of watchers) {
    try {
      news(watcher);
    } catch {
      // Whoever only watches must not fail a run.
    }
  }
}
