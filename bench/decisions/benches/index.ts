import type { Bench } from '../cell';
import { coldStart } from './cold-start';
import { errors } from './errors';
import { holds } from './holds';
import { power } from './power';
import { realGrid } from './real-grid';
import { search } from './search';

/** What can be measured, by its name on the command line. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  errors,
  power,
  search,
  holds,
  'cold-start': coldStart,
  'real-grid': realGrid,
};
