import { createLog, type LogSettings, logSettings } from '../../src/app/log/log';
import { sdkLog } from '../../src/app/log/sdk-log';
import { subjectOf } from '../../src/app/log/subject-of';
import { wordsOfEvent } from '../../src/app/log/words-of-event';
import { ASK_AGAIN } from '../../src/contract';
import { ceilingSentence } from '../../src/loop/ceiling-sentence';
import { anEvent } from '../history/study-events';
import { aState, aStudy } from '../support/a-study';

const JSON_LINES: LogSettings = { format: 'json', level: 'info' };
const EVALUATION = 'lfm/c3/atomic/e2-variant-atomic';

function linesOf(settings: LogSettings) {
  const lines: string[] = [];
  return { lines, log: createLog(settings, (line) => lines.push(line)) };
}

describe('the log', () => {
  it('is text from info on, unless it is told otherwise', () => {
    expect(logSettings({})).toEqual({ format: 'text', level: 'info' });
    expect(logSettings({ RATCHET_LOG: 'JSON', RATCHET_LOG_LEVEL: 'debug' })).toEqual({
      format: 'json',
      level: 'debug',
    });
  });

  it('refuses settings that it does not know, naming those that there are', () => {
    expect(() => logSettings({ RATCHET_LOG: 'xml' })).toThrow(
      'RATCHET_LOG: expected one of text, json, found "xml"',
    );
    expect(() => logSettings({ RATCHET_LOG_LEVEL: 'loud' })).toThrow(
      'RATCHET_LOG_LEVEL: expected one of trace, debug, info, warn, error, found "loud"',
    );
  });

  it('writes one line of JSON, whatever is in the message', () => {
    const { lines, log } = linesOf(JSON_LINES);
    log('warn', 'two\nlines "quoted"', { fields: { study: 'lfm', run: 2 }, text: 'for people' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: 'warn',
      message: 'two\nlines "quoted"',
      study: 'lfm',
      run: 2,
    });
  });

  it('tells people the words meant for them, with the level where it is not info', () => {
    const { lines, log } = linesOf({ format: 'text', level: 'info' });
    log('info', 'message', { text: 'for people' });
    log('warn', 'message');
    log('debug', 'not told');
    expect(lines).toEqual(['for people', 'warn: message']);
  });

  it('tells a ceiling in its own words, once', () => {
    const study = aStudy();
    const { phases, ledger } = aState(study);
    const [phase] = phases;
    if (!phase) throw new RangeError('no phase');
    const sentence = ceilingSentence(study, phase, ledger);
    const reached = { type: 'ceiling-reached', phase: 'atomic', sentence, hidden: null } as const;
    expect(wordsOfEvent(anEvent('lfm', [9, 2], reached))).toEqual({
      level: 'info',
      words: sentence,
    });
    expect(sentence).toMatch(/^ceiling: (?!ceiling)/);
  });

  it('takes what the SDK says, with study, cycle and evaluation, and its chatter as debug', () => {
    const { lines, log } = linesOf(JSON_LINES);
    const sdk = sdkLog(log);
    sdk.info('Worker state changed', { sdkComponent: 'worker' });
    sdk.info('said by a workflow', { sdkComponent: 'workflow', workflowId: 'lfm', cycle: 3 });
    sdk.warn('Activity failed', {
      sdkComponent: 'worker',
      activityType: 'measureRun',
      workflowId: EVALUATION,
      runId: 'a-run-id',
      attempt: 2,
      run: 4,
      taskToken: 'not for logs',
      error: new Error('refused'),
    });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ message: 'said by a workflow', study: 'lfm', cycle: 3 }),
      {
        time: expect.any(String),
        level: 'warn',
        message: 'Activity failed',
        study: 'lfm',
        cycle: 3,
        phase: 'atomic',
        evaluation: EVALUATION,
        run: 4,
        activityType: 'measureRun',
        workflowId: EVALUATION,
        workflowRunId: 'a-run-id',
        attempt: 2,
        sdkComponent: 'worker',
        error: 'refused',
      },
    ]);
  });

  it('takes a query that was refused for the moment as chatter', () => {
    const { lines, log } = linesOf(JSON_LINES);
    const sdk = sdkLog(log);
    sdk.error('Failed to process Workflow Activation', { error: new Error(ASK_AGAIN) });
    sdk.warn('Failing legacy query request', { failure: `Failure { message: "${ASK_AGAIN}" }` });
    sdk.warn('Failing legacy query request', { failure: 'Failure { message: "another" }' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('another');
  });

  it('keeps the words that people had for what the SDK says', () => {
    const { lines, log } = linesOf({ format: 'text', level: 'warn' });
    sdkLog(log).warn('Activity failed', {
      activityType: 'measureRun',
      workflowId: EVALUATION,
      attempt: 2,
      error: new Error('refused'),
    });
    expect(lines).toEqual([
      `warn: Activity failed (measureRun, of ${EVALUATION}, attempt 2): refused`,
    ]);
  });
});

describe('what a workflow is about, by its id', () => {
  it('is a study, a part of one, or nothing that we know', () => {
    expect(subjectOf('lfm')).toEqual({ study: 'lfm' });
    expect(subjectOf(EVALUATION)).toEqual({
      study: 'lfm',
      cycle: 3,
      phase: 'atomic',
      evaluation: EVALUATION,
    });
    expect(subjectOf('lfm/c1/extended/enforce-cold-start')).toEqual({
      study: 'lfm',
      cycle: 1,
      phase: 'extended',
    });
    expect(subjectOf('ratchet-pool/lfm')).toEqual({});
  });
});
