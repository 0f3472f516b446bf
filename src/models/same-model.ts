/** A date that providers put behind a model's name: `-2025-01-01`, `-20250101`. */
const DATE_SUFFIX = /^-(\d{4}-\d{2}-\d{2}|\d{8})$/;

/**
 * Is the model that an endpoint names the one that was asked for?
 *
 * Equal names, names in `servedAs`, Ollama's `:latest`, and the dated name of a provider's alias count.
 * File paths do not: what a file holds is not told by its name.
 */
export function isSameModel(
  asked: string,
  served: string,
  servedAs: readonly string[] = [],
): boolean {
  const alias = asked.replace(/(:latest|-latest)$/, '');
  return (
    served === asked ||
    servedAs.includes(served) ||
    served === `${asked}:latest` ||
    asked === `${served}:latest` ||
    (served.startsWith(alias) && DATE_SUFFIX.test(served.slice(alias.length)))
  );
}
