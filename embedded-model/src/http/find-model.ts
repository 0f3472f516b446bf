import type { ModelHost } from '../engine/model-host.ts';
import type { ServedModel } from '../engine/model-shelf.ts';
import { ApiError } from './api-error.ts';

/** @throws ApiError 404 when the server has no model of this name */
export function findModel({ models }: ModelHost, name: string): ServedModel {
  const served = models.find((model) => model.name === name);
  if (served) return served;
  const names = models.map((model) => model.name).join(', ');
  throw new ApiError(404, `model: "${name}" is not served here; served are ${names}`, {
    code: 'model_not_found',
    param: 'model',
  });
}
