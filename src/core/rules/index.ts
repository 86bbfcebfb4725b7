/** Ordered rules over a case: reading, deciding, trying out. Pure. */
export { firstOf, type Fired } from './first.ts'
export type { Case, Field, Rule, Vocabulary } from './model.ts'
export { type Read, rulesFrom } from './parse.ts'
export type { Unreadable } from './tokens.ts'
export { type Coverage, coverageOf, differences, type Moved, type Past } from './try.ts'
