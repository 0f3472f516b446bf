import type { ProviderRequest } from '../../plugins/plugin';
import type { Contract } from './contract';
import { diagnosis } from './contracts/diagnosis';
import { exporter } from './contracts/exporter';
import { gate } from './contracts/gate';
import { generator } from './contracts/generator';
import { providerContract } from './contracts/provider';
import { scorer } from './contracts/scorer';
import { store } from './contracts/store';
import { variant } from './contracts/variant';

export const PLUGIN_KINDS = [
  'scorer',
  'provider',
  'exporter',
  'generator',
  'gate',
  'diagnosis',
  'variant',
  'store',
] as const;
export type PluginKind = (typeof PLUGIN_KINDS)[number];

/** The contracts of all kinds. @param model - the one that a provider is asked for */
export function contracts(model?: ProviderRequest['model']): readonly Contract[] {
  // An exporter exports `write`, too, so the store comes before it.
  return [store, scorer, providerContract(model), exporter, generator, gate, diagnosis, variant];
}
