/** The workflow types that a worker registers, by the names that `temporal workflow start --type` takes. */
export { archiveStudy } from './archive-study';
export { enforceRecommendation } from './enforce-recommendation';
export { evaluateSpec } from './evaluate-spec';
export { modelPool } from './model-pool';
export { optimizationCycle } from './optimization-cycle';
