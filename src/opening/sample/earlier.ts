/** Reports from before this city used the platform: taken in as a file of another system, and learned from. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { workOf } from '../taking.ts'
import { type Category, categoriesOf } from './categories.ts'
import { chanceOf } from './chance.ts'
import type { Cast } from './people.ts'
import { type Parts, readParts, sentence } from './sentences.ts'
import type { Stage } from './stage.ts'
import type { Invention } from './stories.ts'
import { spotFor } from './streets.ts'

const DAY = 86_400_000
/** Years of the earlier system, as days. */
const DAYS = 3 * 365
/** The same seed makes the same past. */
const SEED = 19_991_231
/** So many of a hundred have the category of something else: a person was mistaken, as persons are. */
const MISTAKEN = 0.005

/** What is needed to put the past of this city together. */
export interface Past {
  readonly stage: Stage
  readonly cast: Cast
  readonly parts: Parts
  readonly invention: Invention
}

/** The categories by their codes, those alone that have sentences. */
export function toldOf({ parts, invention }: Pick<Past, 'parts' | 'invention'>): Category[] {
  const known = categoriesOf(invention.facts).filter(({ active }) => active)
  return known.filter(({ code }) => parts.categories[code] !== undefined)
}

/** One language of the past, as lines of a file that another system gave away. */
function linesOf(past: Past, language: string, number: number): string[] {
  const { parts, stage } = past
  const chance = chanceOf(SEED + number)
  const invention = { ...past.invention, chance }
  const all = toldOf(past)
  const until = Date.parse(stage.now())
  const iso = (time: number) => new Date(time).toISOString()
  return Array.from({ length: parts.earlier[language] ?? 0 }, (_, at) => {
    const about = chance.one(all)
    const { text } = sentence(parts, { category: about.code, language, isNew: false }, chance)
    const wrong = chance.often(MISTAKEN) ? parts.mistaken[about.code] : undefined
    const { code, slaDays } = all.find((one) => one.code === wrong) ?? about
    const opened = until - Math.floor(chance.between(60, DAYS) * DAY)
    const closed = opened + Math.floor(chance.between(0.3, slaDays) * DAY)
    const when = { opened_at: iso(opened), closed_at: iso(closed), changed_at: iso(closed) }
    const due_on = iso(opened + slaDays * DAY).slice(0, 10)
    const what = { category: code, state: 'resolved', text, due_on }
    const place = { ...spotFor(invention, about), district: '' }
    return JSON.stringify({ number: `${language}-${at + 1}`, ...when, ...what, ...place })
  })
}

/** The operator takes the file of a language in, as `cityright import reports` does. */
async function takeFile(past: Past, language: string, number: number): Promise<number> {
  const { city, now } = past.stage
  const kinds = city.services.flatMap(({ imports = [] }) => imports)
  const kind = kinds.find(({ what }) => what === 'reports')
  if (!kind) throw new Error('The sample city needs the import of reports')
  const folder = mkdtempSync(join(tmpdir(), 'cityright-earlier-'))
  try {
    const file = join(folder, `${language}.jsonl`)
    writeFileSync(file, linesOf(past, language, number).join('\n'))
    const taking = { what: 'reports', file, preset: 'cityright', dryRun: false }
    const options = { options: { language }, progress: () => undefined }
    const { imported, refused } = await kind.run(
      workOf({ ...city, clock: now }, { ...taking, ...options }),
    )
    const [first] = refused
    if (first) throw new Error(`${language}, line ${first.line}: ${first.reason}`)
    return imported
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const Shown = z.object({
  models: z.array(z.object({ hash: z.string(), verdict: z.string() })),
})

/** The night's training, and the two officials who agree to the first classifier of each language. */
async function learn({ stage, cast }: Past): Promise<void> {
  await stage.hour('routing.train')
  const [one, other] = ['unit-lead', 'privacy-officer'].map((role) => cast.officials.get(role))
  if (!one || !other) return
  const { models } = Shown.parse(await stage.looks(one, 'routing.show', {}))
  for (const { hash } of models.filter(({ verdict }) => verdict === 'waiting')) {
    await stage.does(one, 'routing.agree', { model: hash })
    await stage.does(other, 'routing.agree', { model: hash })
  }
}

/** Takes the past in and lets the city learn from it; says how many reports it has. */
async function rememberEarlier(past: Past): Promise<number> {
  const from = Date.parse(past.stage.now())
  let taken = 0
  for (const [number, language] of Object.keys(past.parts.earlier).entries()) {
    taken += await takeFile(past, language, number)
  }
  past.stage.at(from + DAY)
  await learn(past)
  return taken
}

/** What was before the year: reports of another system, and what the city learns from them. */
export async function begun(
  stage: Stage,
  invention: Invention,
  tell: (line: string) => void,
): Promise<Past | undefined> {
  const { cast, words } = invention
  const parts = readParts(stage.city.settings.city, words)
  if (!parts) return undefined
  const past = { stage, cast, parts, invention }
  tell(`  ${await rememberEarlier(past)} reports of an earlier system, and what was learned`)
  return past
}
