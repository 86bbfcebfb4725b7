/** The city's own categories, and believable answers to their questions. */
import type { CityFacts } from '#core/actions'
import { z } from 'zod'
import type { Chance } from './chance.ts'

const Question = z.object({
  code: z.string(),
  type: z.enum(['text', 'number', 'date', 'one', 'several']),
  required: z.boolean(),
  options: z.array(z.object({ value: z.string() })),
  least: z.number().optional(),
  most: z.number().optional(),
})

const Category = z.object({
  code: z.string(),
  group: z.string(),
  unit: z.string(),
  active: z.boolean(),
  publicPoint: z.boolean(),
  slaDays: z.number(),
  questions: z.array(Question),
})

/** What the sample city needs to know of a category. */
export type Category = z.infer<typeof Category>

/** The categories of this city. */
export function categoriesOf({ config }: CityFacts): Category[] {
  return z.object({ categories: z.array(Category) }).parse(config['reports']).categories
}

function answerTo(question: z.infer<typeof Question>, chance: Chance, at: number): unknown {
  const values = question.options.map(({ value }) => value)
  const { least = 1, most = 9 } = question
  const day = new Date(at - chance.whole(2, 20) * 86_400_000).toISOString().slice(0, 10)
  const answers = {
    text: () => `L-${chance.whole(1200, 4800)}`,
    number: () => Math.min(most, Math.max(1, least) + chance.whole(0, 5)),
    date: () => day,
    one: () => chance.one(values),
    several: () => [...new Set([chance.one(values), chance.one(values)])],
  }
  return answers[question.type]()
}

/** Answers to what a category asks; what need not be answered often is not. */
export function answersTo(
  category: Category,
  chance: Chance,
  at: number,
): Readonly<Record<string, unknown>> {
  const asked = category.questions.filter(({ required }) => required || chance.often(0.5))
  return Object.fromEntries(asked.map((each) => [each.code, answerTo(each, chance, at)]))
}
