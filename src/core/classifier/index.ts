/** Sorting texts into categories, with the exact reason. Pure. */
export { calibrated, calibrating } from './calibrate.ts'
export { evaluated, type Evaluation, type Judgement, splitByTime } from './evaluate.ts'
export { type Counted, instructed, type Instructed, type Ranked } from './instructions.ts'
export { learned, learning, type Learning, type Sample } from './learn.ts'
export { hashOf, type Model, packed, unpacked } from './model.ts'
export {
  classifier,
  type Classifier,
  type Contribution,
  type Likely,
  type Sorted,
} from './predict.ts'
export { type Language, languageOf, LANGUAGES, wordsOf } from './words.ts'
