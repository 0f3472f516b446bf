import { type LoadedRoute, loadRouting } from '../../application';
import { type ExportedRoute, exportedRoute } from '../../src/app/export/exported-route';
import type { JsonObject } from '../../src/json';
import type { Spec } from '../../src/spec/spec';
import type { PromptSet } from '../../src/variants/variant';
import { folderWith, routingText } from '../application/support/installation';

/** A route of `lfm` with `claude` to fall back to, as it would be exported. */
export async function anExportedRoute({
  models,
  spec = {},
  prompt,
  params,
}: {
  readonly models: Readonly<Record<string, object>>;
  readonly spec?: Partial<Spec>;
  readonly prompt?: PromptSet;
  readonly params?: JsonObject;
}): Promise<ExportedRoute> {
  const fallbacks = Object.keys(models).filter((name) => name !== 'lfm');
  const folder = await folderWith({
    'routing_config.json': routingText(spec, { fallbacks }),
    'models.yaml': JSON.stringify({ models }),
  });
  const { route } = await loadRouting(folder, { followSeconds: 0 });
  const loaded: LoadedRoute = {
    ...route('atomic'),
    ...(prompt && { prompt }),
    ...(params && { params }),
  };
  return exportedRoute(loaded, {});
}
