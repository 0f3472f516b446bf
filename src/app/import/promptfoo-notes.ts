import type { SourceDocument } from '../../../activities/input/source-document';
import type { NotCarried } from '../../suites/import/entry';
import type { Imported } from '../../suites/import/imported';

/** What the config lets programs do to every test or answer: items know nothing of it. */
export function changesOf(document: SourceDocument): readonly NotCarried[] {
  const { providers, targets, extensions }: Record<string, unknown> = Object(document.value);
  const name = providers === undefined ? 'targets' : 'providers';
  const ofProviders = [providers ?? targets].flat().flatMap((provider, index) =>
    Object(provider).transform === undefined
      ? []
      : [
          {
            at: lineOf(document, [name, index]),
            what: `provider ${index + 1}`,
            why: 'its transform changes each answer before the assertions see it, and items see the answer itself',
            mend: 'read the items that were carried over',
          },
        ],
  );
  if (extensions === undefined) return ofProviders;
  const why = 'they are programs, which may change every test, and an import runs none';
  const mend = 'read the items that were carried over';
  return [...ofProviders, { at: lineOf(document, ['extensions']), what: 'extensions', why, mend }];
}

/** Promptfoo looks for a text in the JSON of a call too. */
export function toolsBesideAnswers(
  document: SourceDocument,
  { entries }: Imported,
): readonly NotCarried[] {
  const count = entries.filter(
    ({ item, tools }) => tools.length > 0 && isAnswer(item.expect),
  ).length;
  if (count === 0) return [];
  const { providers } = Object(document.value);
  return [
    {
      at: lineOf(document, [providers === undefined ? 'targets' : 'providers']),
      what: 'the tools',
      why: `they are offered with the ${count} items that expect an answer in words too, where a call is wrong; promptfoo would look for the words in the JSON of the call`,
      mend: 'say which calls are due, or import without tools: --tools with a file of an empty list',
    },
  ];
}

function isAnswer(expect: unknown): boolean {
  return Object(expect).answer !== undefined;
}

function lineOf(document: SourceDocument, path: readonly (string | number)[]): string {
  return `${document.file}:${document.where(path).line}`;
}
