/** A file, a failure or the output of a command, taken as what it is and compared field by field. */
export type Json = ReturnType<typeof JSON.parse>;
