import { type ErrorCode, RatchetError } from '../../src/errors';
import { describeIssue, type InputIssue } from '../../src/input-issue';
import type { SourceDocument } from './source-document';

/**
 * One line per issue, in the order of the file: `suite.yaml:12:5 items[3].expect: expected ...`.
 *
 * @param shown - how what the file says is repeated
 */
export function describeIssuesIn(
  document: SourceDocument,
  issues: readonly InputIssue[],
  shown: (text: string) => string = (text) => text,
): readonly string[] {
  return issues
    .map((issue) => ({ ...issue, ...document.where(issue.path) }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map(
      ({ line, column, ...issue }) =>
        `${document.file}:${line}:${column} ${shown(describeIssue(issue))}`,
    );
}

/** The error of a file that reads well and says the wrong things. */
export function issuesError(
  document: SourceDocument,
  issues: readonly InputIssue[],
  code: ErrorCode,
): RatchetError {
  return new RatchetError(code, describeIssuesIn(document, issues).join('\n'));
}
