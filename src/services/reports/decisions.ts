/** What a machine decides about a report: what it is about, where nobody said it, and who answers. */
import { decision } from '#core/decisions'

interface Routing {
  readonly category: string
  /** The unit the city's category list names; 'none' when the category is closed or unknown. */
  readonly unit: string
  /** Hash of the rules in force; null: the city has none, and the category alone decides. */
  readonly rules: string | null
  /** The first rule that held: its place in the list, what it says, and the unit it names. */
  readonly rule: { readonly number: number; readonly says: string; readonly unit: string } | null
  /** Where the rules could not be read or followed; null: nowhere. */
  readonly broken: string | null
}

const law = (article: number) => `Public Space Ordinance 4/2025, art. ${article}`

/** Version 1, as it ran before the city had rules: it makes do with the category, and can be gone back to. */
const routeByCategory = decision<Pick<Routing, 'category' | 'unit'>, string>({
  name: 'reports.route',
  version: 1,
  says: 'A report goes to the unit that the city has named for its category.',
  law: law(6),
  contestAt: '/contests',
  person: 'none',
  decide: ({ category, unit }) => ({
    outcome: unit,
    because:
      unit === 'none'
        ? { key: 'reports.because.no-unit', values: { category } }
        : { key: 'reports.because.by-category', values: { category, unit } },
  }),
})

/** Which unit answers a report. Without one, it waits for a person at the central desk. */
export const route = decision<Routing, string>({
  name: 'reports.route',
  version: 2,
  says: 'A report goes to the unit of the first rule of the city that holds for it, else to the unit the city has named for its category.',
  law: law(6),
  contestAt: '/contests',
  auditDays: 730,
  partsAt: '/routing',
  names: { outcome: 'units', unit: 'units', category: 'reports.categories' },
  person: 'none',
  earlier: [routeByCategory],
  parts: ({ rules }) => (rules === null ? [] : [{ place: 'rules', hash: rules }]),
  decide({ category, unit, rule, broken }) {
    if (broken !== null) {
      const values = { category, where: broken }
      return { outcome: 'none', because: { key: 'reports.because.rules-broken', values } }
    }
    if (rule !== null) {
      const values = { number: rule.number, says: rule.says, unit: rule.unit }
      return { outcome: rule.unit, because: { key: 'reports.because.by-rule', values } }
    }
    return {
      outcome: unit,
      because:
        unit === 'none'
          ? { key: 'reports.because.no-unit', values: { category } }
          : { key: 'reports.because.by-category', values: { category, unit } },
    }
  },
})

/** What a text was sorted by: a trained classifier, the instructions alone, or nothing that could be used. */
const WAYS = ['model', 'instructions', 'nothing', 'broken'] as const

interface Word {
  readonly word: string
  /** How far it speaks for the first category against the second. */
  readonly weight: number
}

/** Everything the explanation needs, and nothing of the text beyond the words the city knows itself. */
export interface Sorting {
  readonly by: (typeof WAYS)[number]
  readonly language: string
  /** Place and hash of the classifier; null where none was used. */
  readonly model: { readonly place: string; readonly hash: string } | null
  /** The three likeliest, the best first; by instructions a likeness instead of a probability. */
  readonly likely: readonly { readonly category: string; readonly chance: number }[]
  /** From which probability on the first is believed; null: never without a person. */
  readonly least: number | null
  readonly words: readonly Word[]
  /** What all other words and the frequency of the categories add. */
  readonly others: number
  readonly without: { readonly word: string; readonly category: string } | null
  /** Whether everybody may read texts of the first category: if not, its words are not public either. */
  readonly publicText: boolean
  /** SHA-256 of the masked text. */
  readonly text: string
}

/** How alike text and instructions must be, and how far ahead of the second, before any report was confirmed. */
export const COLD = { least: 0.25, lead: 0.05 } as const

const KINDS = 'reports.categories'
const NAMES = { outcome: KINDS, category: KINDS, second: KINDS, instead: KINDS }

/** What a report is about, when its reporter left that to the city. 'person': the central desk sorts it. */
export const sort = decision<Sorting, string>({
  name: 'reports.sort',
  version: 1,
  says: 'A report whose reporter names no category is sorted by its words; where that is not sure, a person sorts it.',
  law: law(6),
  contestAt: '/contests',
  auditDays: 730,
  partsAt: '/routing',
  names: NAMES,
  model: { cold: COLD, classifier: 'cityright-classifier-v1', instructions: 1 },
  person: 'person',
  parts: ({ model }) => (model === null ? [] : [model]),
  decide({ by, language, likely, least, words, others, without, publicText }) {
    const [first, second] = likely
    if (by === 'broken' || by === 'nothing' || !first || first.chance <= 0) {
      const key = by === 'broken' ? 'sort-broken' : 'sort-nothing'
      return {
        outcome: 'person',
        because: { key: `reports.because.${key}`, values: { language } },
      }
    }
    const ahead = first.chance - (second ? second.chance : 0)
    const needed = by === 'instructions' ? COLD.least : least
    const leads = by === 'model' || ahead >= COLD.lead
    const sure = needed !== null && first.chance >= needed && leads
    const round = (n: number) => Math.round(n * 1000) / 1000
    const signed = (n: number) => `${n < 0 ? '−' : '+'}${Math.abs(round(n))}`
    const shown = publicText ? words.map((one) => `${one.word} ${signed(one.weight)}`) : []
    const values = {
      by,
      category: first.category,
      chance: round(first.chance),
      least: needed === null ? 'none' : round(needed),
      lead: by === 'instructions' ? COLD.lead : 0,
      second: second ? second.category : 'none',
      secondChance: second ? round(second.chance) : 0,
      words: shown.length > 0 ? shown.join(', ') : 'none',
      others: signed(others),
      without: publicText && without ? without.word : 'none',
      instead: publicText && without ? without.category : 'none',
    }
    const key = sure ? 'reports.because.sorted' : 'reports.because.sort-unsure'
    return { outcome: sure ? first.category : 'person', because: { key, values } }
  },
})
