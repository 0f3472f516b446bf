import { defineSearchAttributeKey } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../../src/contract';

/** The search attributes of a study, as a test server takes them. */
export function searchAttributeTypes() {
  return Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) =>
    type === 'Int'
      ? defineSearchAttributeKey(name, 'INT')
      : type === 'Double'
        ? defineSearchAttributeKey(name, 'DOUBLE')
        : defineSearchAttributeKey(name, 'KEYWORD'),
  );
}
