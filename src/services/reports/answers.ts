/** What a reporter answered, read against the questions of the category. Pure. */
import type { Reason } from '#core/kernel'
import type { Category, Question } from './config.ts'
import type { Answers } from './model.ts'

type Answer = Answers[string]
type Read = { readonly answer?: Answer; readonly wrong?: string }

const list = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

function text(value: string, most: number): Read {
  return value.length > most ? { wrong: 'too_big.string' } : { answer: value }
}

function number(value: string, { least, most }: Question): Read {
  const found = Number(value.replace(',', '.'))
  if (!Number.isFinite(found)) return { wrong: 'invalid_type.number' }
  if (least !== undefined && found < least) return { wrong: 'too_small.number' }
  if (most !== undefined && found > most) return { wrong: 'too_big.number' }
  return { answer: found }
}

function date(value: string): Read {
  const valid = /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`))
  return valid ? { answer: value } : { wrong: 'invalid_format.date' }
}

function read(question: Question, given: unknown): Read {
  const values = list(given)
    .map((each) => String(each).trim())
    .filter((each) => each !== '')
  const [first] = values
  if (first === undefined) return question.required ? { wrong: 'required' } : {}
  const offered = question.options.map((option) => option.value)
  switch (question.type) {
    case 'text':
      return text(first, question.most ?? 500)
    case 'number':
      return number(first, question)
    case 'date':
      return date(first)
    case 'one':
      return offered.includes(first) ? { answer: first } : { wrong: 'invalid_value' }
    case 'several':
      return values.every((each) => offered.includes(each))
        ? { answer: offered.filter((each) => values.includes(each)) }
        : { wrong: 'invalid_value' }
  }
}

/** The answers that fit, and for each that does not a reason at its field. Unknown questions are dropped. */
export function readAnswers(
  category: Category,
  given: Readonly<Record<string, unknown>>,
): { answers: Answers; reasons: Reason[] } {
  const answers: Record<string, Answer> = {}
  const reasons: Reason[] = []
  for (const question of category.questions) {
    const { answer, wrong } = read(question, given[question.code])
    if (answer !== undefined) answers[question.code] = answer
    if (wrong) {
      const { least: min = 0, most: max = 500 } = question
      reasons.push({ code: wrong, field: `answers.${question.code}`, values: { min, max } })
    }
  }
  return { answers, reasons }
}

/** How many questions that must be answered are still open. */
export function openQuestions(category: Category, answers: Answers): number {
  return category.questions.filter((each) => each.required && answers[each.code] === undefined)
    .length
}
