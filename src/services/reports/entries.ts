/** What the public record says about reports: codes and sealed hashes, never a person or a text. */
import { z } from 'zod'
import { entry } from '#core/record'
import { hidingReasons, states } from './model.ts'

const number = z.string()
const state = z.enum(states).meta({ words: 'reports.state' })
/** SHA-256 of a secret salt and the text: proves later what was said, tells nothing now. */
const seal = z.string().meta({ hash: 'sealed' })
const category = z.string().meta({ list: 'reports.categories' })
const district = z.string().meta({ list: 'districts' })
const unit = z.string().meta({ list: 'units' })
const part = z.enum(['report', 'text', 'happening', 'photo']).meta({ words: 'reports.what' })
const reason = z.enum(hidingReasons).meta({ words: 'reports.hiding' })
/** SHA-256 of the file that was taken in. */
const file = z.string().meta({ hash: 'file' })

export const received = entry(
  'reports.received',
  z.object({ number, category, district, unit, text: seal }),
)
/** With the code of the system of others that made the step, where it was not somebody of this city. */
export const moved = entry(
  'reports.moved',
  z.object({
    number,
    from: state,
    to: state,
    text: seal.optional(),
    system: z.string().optional(),
  }),
)
export const answered = entry('reports.answered', z.object({ number, text: seal }))
export const assigned = entry('reports.assigned', z.object({ number, unit }))
/** What a version decided was decided again by what runs now: of so many cases, so many went elsewhere. */
export const decidedAgain = entry(
  'reports.decided-again',
  z.object({ decision: z.string(), version: z.int(), cases: z.int(), moved: z.int() }),
)
export const merged = entry('reports.merged', z.object({ number, target: z.string() }))
/** The target of a report moved: because the city had to wait, or is now of another kind or problem. */
export const dueMoved = entry(
  'reports.due-moved',
  z.object({
    number,
    from: z.iso.date(),
    to: z.iso.date(),
    because: z.enum(['paused', 'category', 'merged', 'parted']).meta({ words: 'reports.due' }),
  }),
)
/** Somebody joined a report instead of reporting the same again; what they added is sealed. */
export const followed = entry('reports.followed', z.object({ number, text: seal }))
/** A report is worked on in parts: this is one of them. */
export const split = entry('reports.split', z.object({ number, part: z.string() }))
/** Whoever reported or joined said whether it was solved; the answer is sealed, and counted elsewhere. */
export const judged = entry('reports.judged', z.object({ number, text: seal }))
export const corrected = entry(
  'reports.corrected',
  z.object({
    number,
    what: z.enum(['category', 'place']),
    from: z.string().meta({ list: ['reports.categories', 'districts'] }),
    to: z.string().meta({ list: ['reports.categories', 'districts'] }),
  }),
)
/** An official said that the category which a machine gave to a report is right. */
export const categoryConfirmed = entry('reports.category-confirmed', z.object({ number, category }))
export const hidden = entry('reports.hidden', z.object({ number, what: part, reason }))
export const shown = entry('reports.shown', z.object({ number, what: part }))
/** Parts of a photo were covered for good: how many of its fields. */
export const blurred = entry('reports.blurred', z.object({ number, fields: z.number() }))
export const unmasked = entry('reports.unmasked', z.object({ number, unit }))
/** The words as they were typed were opened, for a reason that the reporter reads. */
export const wordsRead = entry('reports.words-read', z.object({ number, unit }))
/** Words from before the city looked at words: what looks like personal data in them is hidden from now on. */
export const maskedLater = entry('reports.masked-later', z.object({ number, text: seal }))
/** What was hidden in them without need is shown again. */
export const restored = entry('reports.restored', z.object({ number, text: seal }))
/** Contact data were opened because somebody was in danger: by a unit, told to person and officer. */
export const openedInDanger = entry('reports.opened-in-danger', z.object({ number, unit }))
const words = { language: z.string(), unit, version: z.number() }
/** Words that officials prepared for answers are offered at the desk from now on; sealed, as they stand in answers. */
export const templatePublished = entry(
  'reports.template-published',
  z.object({ ...words, text: seal }),
)
export const templateWithdrawn = entry('reports.template-withdrawn', z.object(words))
/** A batch of rows of another system was taken in: from where, how many, the SHA-256 of the file. */
export const imported = entry(
  'reports.imported',
  z.object({ source: z.string(), rows: z.number(), file }),
)
/** The city's districts were replaced by those of a file. */
export const districted = entry('reports.districted', z.object({ districts: z.number(), file }))
