/** Sets of questions: those of the project, and those that others publish as JSON Schema. Pure. */
import { z } from 'zod'
import type { Part, QuestionSet } from './model.ts'

/** More questions than this are no form that anybody fills in. */
const MOST = 500

/** A set of questions the project wrote itself: its kind, where its texts begin, and its parts. */
interface Own {
  readonly kind: 'dpia' | 'fria'
  readonly texts: string
  readonly parts: Readonly<Record<string, readonly string[]>>
}

/** Code of the project's own questions for a data protection impact assessment, after GDPR art. 35(7). */
export const OWN_SET = 'cityright-dpia'

/** Code of those for fundamental rights, element by element after art. 27(1) of the AI Act. */
export const FRIA_SET = 'cityright-fria'

const OWN: Readonly<Record<string, Own>> = {
  [OWN_SET]: {
    kind: 'dpia',
    texts: 'processing.own',
    parts: {
      what: ['nature', 'purposes', 'people', 'flow'],
      need: ['basis', 'necessary', 'less', 'rights'],
      views: ['people', 'officer'],
    },
  },
  [FRIA_SET]: {
    kind: 'fria',
    texts: 'processing.fria',
    parts: {
      use: ['process', 'period'],
      people: ['groups', 'harms'],
      care: ['oversight'],
      measures: ['materialise', 'governance', 'complaint'],
    },
  },
}

/** The sets of the project itself, by code, with their kinds and the keys of their titles. */
export const OWN_SETS = Object.entries(OWN).map(([code, { kind, texts }]) => ({
  code,
  kind,
  texts,
}))

/** A set of the project itself in the language of whoever looks; undefined for the code of another. */
export function ownSet(say: (key: string) => string, code = OWN_SET): QuestionSet | undefined {
  const own = OWN[code]
  if (!own) return undefined
  const { kind, texts } = own
  const parts = Object.entries(own.parts).map(([part, names]) => ({
    title: say(`${texts}.${part}`),
    questions: names.map((name) => ({
      id: `${part}-${name}`,
      code: `${part}.${name}`,
      title: say(`${texts}.${part}.${name}`),
      hint: say(`${texts}.${part}.${name}.hint`),
      required: true,
    })),
  }))
  return { code, version: 1, kind, language: '', title: say(texts), parts }
}

const Property = z.object({
  name: z.string().min(1).max(300),
  category: z.string().max(300).default(''),
  description: z.string().max(5000).default(''),
  required: z.union([z.boolean(), z.unknown().transform(() => false)]).default(false),
})
const Schema = z.object({ type: z.literal('object'), properties: z.record(z.string(), Property) })

/** Why a file is no set of questions. */
export type NoSet = 'not-json' | 'not-a-question-set' | 'no-questions' | 'too-many-questions'

/**
 * Reads a JSON Schema whose properties are questions, each with a name, a category and a description, such
 * as public bodies publish for their assessments. One part for each category, in the order of the file.
 */
export function partsFrom(text: string): readonly Part[] | NoSet {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return 'not-json'
  }
  const parsed = Schema.safeParse(json)
  if (!parsed.success) return 'not-a-question-set'
  const all = Object.entries(parsed.data.properties)
  if (all.length === 0) return 'no-questions'
  if (all.length > MOST) return 'too-many-questions'
  const asked = all.map(([code, { name, category, description, required }], at) => {
    return {
      category,
      question: { id: `q${at + 1}`, code, title: name, hint: description, required },
    }
  })
  const grouped = Map.groupBy(asked, ({ category }) => category)
  return [...grouped].map(([title, of]) => ({ title, questions: of.map((one) => one.question) }))
}

/** Questions that must be answered and are not. */
export function unanswered(
  set: Pick<QuestionSet, 'parts'>,
  answers: Readonly<Record<string, string>>,
): string[] {
  const required = set.parts.flatMap(({ questions }) => questions).filter((one) => one.required)
  return required.filter(({ id }) => (answers[id] ?? '').trim() === '').map(({ id }) => id)
}
