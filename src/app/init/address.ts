import { CliError, EXIT } from '../cli-error';

/**
 * The base URL of an endpoint as somebody typed it, without a slash at its end.
 *
 * @throws {CliError} bad input: no address, another protocol, or a key in it
 */
export function addressFrom(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CliError(
      EXIT.badInput,
      `Cannot use "${text}" as --url: expected an address such as http://127.0.0.1:8080/v1`,
    );
  }
  if (url.username || url.password || url.search) {
    throw new CliError(
      EXIT.badInput,
      'Cannot use --url: it holds credentials or a query; put the key into an environment variable and name it as apiKeyEnv in models.yaml',
    );
  }
  return url.href.replace(/\/+$/, '');
}
