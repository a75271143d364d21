/** Tokens of one document: whoever counts fields does so after they are read. */
export const MOST_TOKENS = 3_000;
/** Errors of one document that are told. */
export const MOST_ERRORS = 20;
