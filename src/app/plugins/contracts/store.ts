import { STORE_EXPORTS } from '../../../../activities/store/key-value/open-plugin-store';
import type { Contract } from '../contract';
import { changes } from './store/changes';
import { lists } from './store/lists';
import { values } from './store/values';

export const store: Contract = {
  kind: 'store',
  exported: STORE_EXPORTS,
  beginning:
    'export const write: StoreWrite = ({ key, content, expected }) => ...; read, remove and list beside it',
  probes: () => [],
  trials: [...values, ...changes, ...lists],
};
