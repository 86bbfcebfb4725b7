/** What a test file says that fills tables by the thousand. */
export const MANY_ROWS = /\bgenerate_series\b/
