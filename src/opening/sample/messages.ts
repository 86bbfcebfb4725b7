/** What a unit and residents of the sample city write to each other, with a fee, a day, and consents. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, dateIn } from '#core/kernel'
import { z } from 'zod'
import type { Cast, Resident } from './people.ts'
import type { Actor, Stage } from './stage.ts'

const said = z.record(z.string(), z.string())
const Words = z.object({ pay: z.url(), answer: said, reply: said, again: said })
type Words = z.infer<typeof Words>

const DAY = 86_400_000
/** Residents who find something among their messages; the first of them answers. */
const SOME = 3

const Threads = z.object({ threads: z.array(z.object({ name: z.string(), unit: z.string() })) })

interface Playing {
  readonly stage: Stage
  readonly cast: Cast
  readonly now: number
}

/** The newest thread of somebody; undefined when no unit ever answered them. */
async function threadOf({ stage }: Playing, resident: Resident) {
  const { threads } = Threads.parse(await stage.looks(resident, 'messages.list', {}))
  return threads[0]
}

/** Somebody who answers for this unit. */
function workerOf({ cast }: Playing, unit: string): Actor | undefined {
  const all = [...cast.officials.values()]
  const may = all.filter(({ person }) => person?.permissions.includes('messages.answer'))
  return (
    may.find(({ person }) => person?.units.includes(unit)) ?? cast.officials.get('resident-contact')
  )
}

const inTheirs = (words: Readonly<Record<string, string>>, { language }: Resident) =>
  words[language] ?? words['en'] ?? ''

/** The unit writes, and sets down a fee and a day. */
async function ask(playing: Playing, resident: Resident, words: Words) {
  const { stage, now } = playing
  const thread = await threadOf(playing, resident)
  const worker = thread && workerOf(playing, thread.unit)
  if (!worker) return undefined
  stage.at(now - 6 * DAY)
  const today = dateIn(new Date(now).toISOString(), stage.city.facts.zone)
  const about = { thread: thread.name }
  await stage.does(worker, 'messages.answer', { ...about, text: inTheirs(words.answer, resident) })
  const fee = { kind: 'charge', amount: '18.40', on: addDays(today, 9), link: words.pay }
  await stage.does(worker, 'messages.set-due', { ...about, ...fee })
  const day = { kind: 'deadline', on: addDays(today, 16) }
  await stage.does(worker, 'messages.set-due', { ...about, ...day })
  return { worker, thread: thread.name }
}

/** The resident answers and agrees to letters; the unit writes once more. */
async function goOn(
  { stage, now }: Playing,
  resident: Resident,
  of: { readonly worker: Actor; readonly thread: string; readonly words: Words },
): Promise<void> {
  const { worker, thread, words } = of
  stage.at(now - 5 * DAY)
  await stage.does(resident, 'messages.reply', { thread, text: inTheirs(words.reply, resident) })
  stage.at(now - 4 * DAY)
  await stage.does(resident, 'folder.start-weekly', {})
  await stage.does(resident, 'messages.wish-mail', { often: 'daily' })
  stage.at(now - DAY)
  await stage.does(worker, 'messages.answer', { thread, text: inTheirs(words.again, resident) })
}

/** Messages of the last days, where somebody wrote words for them. */
export async function writeMessages(playing: Playing): Promise<void> {
  const { stage, cast } = playing
  const file = join(stage.city.settings.city, 'sample', 'messages.json')
  if (!existsSync(file)) return
  const words = Words.parse(JSON.parse(readFileSync(file, 'utf8')))
  await stage.post()
  for (const [at, resident] of cast.residents.slice(0, SOME).entries()) {
    const asked = await ask(playing, resident, words)
    if (asked && at === 0) await goOn(playing, resident, { ...asked, words })
  }
  await stage.post()
}
