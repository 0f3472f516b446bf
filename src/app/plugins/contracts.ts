import type { ProviderRequest } from '../../plugins/plugin';
import type { Contract } from './contract';
import { exporter } from './contracts/exporter';
import { providerContract } from './contracts/provider';
import { scorer } from './contracts/scorer';

export const PLUGIN_KINDS = ['scorer', 'provider', 'exporter'] as const;
export type PluginKind = (typeof PLUGIN_KINDS)[number];

/** The contracts of all kinds. @param model - the one that a provider is asked for */
export function contracts(model?: ProviderRequest['model']): readonly Contract[] {
  return [scorer, providerContract(model), exporter];
}
