/** The name under which statements find what is in the files of a source. */
export const TABLE = 'data';
