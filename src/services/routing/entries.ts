/** What the public record says of rules and classifiers: hashes and numbers, never who. */
import { entry } from '#core/record'
import { z } from 'zod'
import { worseIn } from './model.ts'

const language = z.string()
/** SHA-256 of the rules or of the classifier's file. */
const hash = z.string()

/** Rules were put in force by an official who did not write them. */
export const rulesActivated = entry(
  'routing.rules-activated',
  z.object({ version: z.int(), rules: z.int(), hash }),
)

/** A classifier sorts reports from now on: two officials agreed, or it was no worse than the one before. */
export const promoted = entry(
  'routing.promoted',
  z.object({
    language,
    hash,
    /** SHA-256 of what it was trained on. */
    learned: z.string(),
    texts: z.int(),
    /** Rightly sorted of a hundred, on later reports than it learned from. */
    right: z.int(),
    way: z.enum(['officials', 'not-worse']).meta({ words: 'routing.way' }),
  }),
)

/** Rules or a classifier were wrong: those before them decide again. */
export const wentBack = entry(
  'routing.went-back',
  z.object({
    /** The place in the decision: `rules`, or `model-` with a language. */
    place: z.string(),
    from: hash,
    /** `none` where there was none before: then categories and instructions alone decide. */
    to: hash,
    reason: z.string(),
  }),
)

/** A trained classifier was not taken: it was worse than what sorts now, for everybody or for a district. */
export const refused = entry(
  'routing.refused',
  z.object({ language, hash, worse: z.enum(worseIn).meta({ words: 'routing.worse' }) }),
)

/** By these texts the classifiers of a language are judged from now on; none learns from them. */
export const testSetChosen = entry(
  'routing.test-set-chosen',
  z.object({
    language,
    /** SHA-256 of the numbers, texts and categories of the set. */
    hash,
    texts: z.int(),
  }),
)

/** An official ended a test set, with a reason: the next training chooses another one. */
export const testSetEnded = entry(
  'routing.test-set-ended',
  z.object({ language, hash, reason: z.string() }),
)
