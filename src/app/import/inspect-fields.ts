import { didYouMean } from '../../nearest-word';
import {
  type InspectFields,
  SAMPLE_FIELDS,
  type SampleField,
} from '../../suites/import/inspect-record';
import { CliError, EXIT } from '../cli-error';

/**
 * What `--fields` says: `input=question,target=answer`, the name of a sample's field and that of the data set.
 *
 * @throws {CliError} for anything else
 */
export function inspectFields(text: string | undefined): InspectFields {
  const fields: Partial<Record<SampleField, string[]>> = {};
  for (const pair of (text ?? '').split(',').filter((each) => each.trim() !== '')) {
    const [field = '', name = ''] = pair.split('=').map((part) => part.trim());
    const known = SAMPLE_FIELDS.find((each) => each === field);
    if (known === undefined || name === '') {
      throw new CliError(
        EXIT.badInput,
        `Cannot use --fields ${text}: expected pairs such as input=question,target=answer, found "${pair.trim()}"; the fields are ${SAMPLE_FIELDS.join(', ')}${didYouMean(field, SAMPLE_FIELDS)}`,
      );
    }
    fields[known] = [...(fields[known] ?? []), name];
  }
  return fields;
}
