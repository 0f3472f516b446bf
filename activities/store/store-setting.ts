import { type DatabaseSetting, databaseSetting } from './postgres/database-setting';

/** Where the store is, if not in the data folder: in a database, or with a plug-in. */
export type StoreSetting =
  | { readonly database: DatabaseSetting }
  | {
      /** As it was written. */
      readonly plugin: string;
    };

/**
 * Reads `RATCHET_STORE`.
 *
 * @returns null where the store is in the data folder
 * @throws {RatchetError} `CONTROL_INVALID`; the text itself is never repeated, it may hold a password
 */
export function storeSetting(text: string | undefined): StoreSetting | null {
  const said = (text ?? '').trim();
  if (/\.[cm]?[jt]s$/.test(said) && !said.includes('://')) return { plugin: said };
  const database = databaseSetting(said);
  return database && { database };
}
