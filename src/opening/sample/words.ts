/** What was written for the sample city: `cities/<city>/sample/*.json`. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const lists = z.record(z.string(), z.array(z.string()).min(1))

const People = z.object({
  /** Of every account of the sample city; its front page says so. */
  password: z.string(),
  residents: z.array(
    z.object({
      name: z.string(),
      email: z.string(),
      language: z.string(),
      phone: z.string().optional(),
      /** How often this person reports something, compared with others. */
      writes: z.number(),
    }),
  ),
  officials: z.array(
    z.object({
      name: z.string(),
      email: z.string(),
      language: z.string(),
      role: z.string(),
      units: z.array(z.string()),
    }),
  ),
})

const spot = z.object({ name: z.string(), lon: z.number(), lat: z.number() })
const Streets = z.object({ shore: z.array(spot) }).catchall(z.array(z.string()))

const Texts = z.object({
  places: z.array(z.record(z.string(), z.string())),
  closers: lists,
  categories: z.record(
    z.string(),
    z
      .object({ weight: z.number(), scene: z.string().optional() })
      .catchall(z.array(z.string()).min(1)),
  ),
  hidden: z.record(
    z.string(),
    z.object({ category: z.string(), language: z.string(), text: z.string() }),
  ),
})

const Answers = z.object({
  groups: z.record(z.string(), z.record(z.string(), lists)),
  general: z.record(z.string(), lists),
  notes: z.array(z.string()),
  unmask: z.array(z.string()),
  denied: z.string(),
})

/** People, streets and sentences of an invented city. */
export interface Words {
  readonly people: z.infer<typeof People>
  readonly streets: z.infer<typeof Streets>
  readonly texts: z.infer<typeof Texts>
  readonly answers: z.infer<typeof Answers>
}

/** Reads what was written; undefined when this city has no sample. */
export function readWords(city: string): Words | undefined {
  const folder = join(city, 'sample')
  if (!existsSync(folder)) return undefined
  const read = <T>(name: string, schema: z.ZodType<T>): T =>
    schema.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
  return {
    people: read('people', People),
    streets: read('streets', Streets),
    texts: read('texts', Texts),
    answers: read('answers', Answers),
  }
}
