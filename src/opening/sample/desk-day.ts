/** What the reports desk of the sample city keeps at hand: prepared words, a shared queue, and a note to a unit. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Cast } from './people.ts'
import type { Stage } from './stage.ts'

const Words = z.object({
  templates: z.array(
    z.object({
      by: z.string(),
      title: z.string(),
      language: z.string(),
      text: z.string(),
      category: z.string().optional(),
      unit: z.string().optional(),
    }),
  ),
  queue: z.object({ name: z.string(), asked: z.string(), unit: z.string() }),
  note: z.object({ text: z.string(), corrected: z.string() }),
})

const DAY = 86_400_000
const Rows = z.object({
  rows: z.array(z.object({ number: z.string(), changedAt: z.string() })),
})
const Notes = z.object({ notes: z.array(z.object({ id: z.string() })) })

/** The last days of the year; false when somebody is missing or no words were written for it. */
export async function keepAtHand(of: { stage: Stage; cast: Cast; now: number }): Promise<boolean> {
  const { stage, cast, now } = of
  const file = join(stage.city.settings.city, 'sample', 'desk.json')
  const [front, worker] = ['front-desk', 'caseworker'].map((role) => cast.officials.get(role))
  if (!existsSync(file) || !front || !worker) return false
  const words = Words.parse(JSON.parse(readFileSync(file, 'utf8')))
  stage.at(now - 3 * DAY)
  for (const { by, ...prepared } of words.templates) {
    const who = cast.officials.get(by) ?? front
    const { template } = await stage.does(who, 'reports.write-template', prepared)
    await stage.does(who, 'reports.publish-template', { template, version: 1 })
  }
  await stage.does(front, 'reports.keep-queue', words.queue)
  const { unit } = words.queue
  const { rows } = Rows.parse(await stage.looks(front, 'reports.desk', { unit, sort: 'newest' }))
  // Nothing happened to it since that day: a note on what had not come in yet would be a strange one.
  const number = rows.find((one) => Date.parse(one.changedAt) < now - 3 * DAY)?.number
  if (number === undefined) return true
  await stage.does(front, 'reports.note', { number, text: words.note.text })
  const { notes } = Notes.parse(await stage.looks(front, 'reports.desk.notes', { number }))
  const note = notes[0]?.id ?? ''
  stage.at(now - 2 * DAY)
  const again = { number, note, text: words.note.corrected }
  await stage.does(front, 'reports.correct-note', again)
  return true
}
