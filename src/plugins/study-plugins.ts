/** Kinds of plug-ins that a study names, in the order in which they are admitted. */
export const STUDY_PLUGIN_KINDS = ['generators', 'gates', 'diagnosis', 'variants'] as const;
export type StudyPluginKind = (typeof STUDY_PLUGIN_KINDS)[number];

/** The function that each exports. */
export const STUDY_PLUGINS: Readonly<Record<StudyPluginKind, string>> = {
  generators: 'propose',
  gates: 'judge',
  diagnosis: 'diagnose',
  variants: 'next',
};

/** A plug-in that a study was admitted with: what it decides is decided by these bytes. */
export interface AdmittedPlugin {
  readonly kind: StudyPluginKind;
  /** Absolute. */
  readonly file: string;
  readonly sha256: string;
}

/** A plug-in by the bytes that evidence names. */
export type PinnedFile = Pick<AdmittedPlugin, 'file' | 'sha256'>;

/** `my-gate.ts@1a2b3c4d`: which bytes of it proposed something. */
export function pinnedName(plugin: PinnedFile): string {
  return `${pluginName(plugin)}@${plugin.sha256.slice(0, 8)}`;
}

/** `my-gate.ts`: what a plug-in is called in sentences. */
export function pluginName({ file }: Pick<AdmittedPlugin, 'file'>): string {
  return file.split(/[/\\]/).at(-1) ?? file;
}
