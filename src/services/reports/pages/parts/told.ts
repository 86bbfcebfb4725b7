/** The codes in a timeline and in the answers of a report, put into words. */
import type { CityFacts } from '#core/actions'
import { categoryOf, type Question, reportsOf, wording } from '../../config.ts'
import type { Answers } from '../../model.ts'
import type { Happening } from '../../store/rows.ts'
import type { Names } from './names.ts'

/** A happening with the names of the codes it speaks of. */
export type Told = Happening & {
  readonly unitName: string | null
  /** The category, district or unit it led from and to, in words. */
  readonly fromName: string | null
  readonly toName: string | null
}

function naming(kind: string, names: Names): (code: string) => string | null {
  if (kind === 'recategorised') return names.category
  if (kind === 'relocated') return names.district
  return kind === 'assigned' ? names.unit : () => null
}

/** The timeline with every code in words. */
export function told(timeline: readonly Happening[], names: Names): Told[] {
  return timeline.map((it) => {
    const name = naming(it.kind, names)
    const word = (code: string | number | null | undefined) =>
      code === null || code === undefined ? null : name(String(code))
    return {
      ...it,
      unitName: names.unit(it.unit),
      fromName: word(it.facts['from']),
      toName: word(it.facts['to']),
    }
  })
}

/** An answer in words: options by their names, numbers and dates as they are. */
export interface Answered {
  readonly question: string
  readonly type: Question['type']
  readonly answer: string
}

function inWords(question: Question, answer: Answers[string], language: string): string {
  const name = (value: string | number) =>
    wording(question.options.find((option) => option.value === value)?.label, language) ||
    String(value)
  return typeof answer === 'object' ? answer.map(name).join(', ') : name(answer)
}

/** What was answered to the questions of a category, in the order they were asked. */
export function answersOf(
  city: CityFacts,
  category: string,
  answers: Answers | null,
  language: string,
): Answered[] {
  const questions = categoryOf(reportsOf(city), category)?.questions ?? []
  return questions.flatMap((question) => {
    const answer = answers?.[question.code]
    if (answer === undefined) return []
    const words = inWords(question, answer, language)
    return [{ question: wording(question.label, language), type: question.type, answer: words }]
  })
}
