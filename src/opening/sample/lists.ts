/** The discussion lists of a sample hub: opened, subscribed by letter as anybody does, and written to. */
import { z } from 'zod'
import { codeIn } from './member.ts'
import type { Actor, Stage } from './stage.ts'

const DAY = 86_400_000

/** Lists as `sample/coalition.json` has them. */
export const Lists = z.array(
  z.object({
    name: z.string(),
    domain: z.string(),
    title: z.string(),
    about: z.string(),
    kind: z.string(),
    daysAgo: z.number(),
    subscribers: z.array(z.object({ by: z.string(), shown: z.string() })),
    threads: z.array(
      z.object({
        subject: z.string(),
        answered: z.boolean(),
        messages: z.array(z.object({ by: z.string(), daysAgo: z.number(), text: z.string() })),
      }),
    ),
  }),
)
type List = z.infer<typeof Lists>[number]

/** Who acts, and when the city opens. */
export interface Talking {
  readonly stage: Stage
  readonly secretariat: Actor
  readonly now: number
  named(email: string): Actor
}

/** The link of the letter, as its reader sees it. */
const codeFor = (talking: Talking, email: string) =>
  codeIn(talking, email, /\/lists\/mine\/([0-9a-z]+)/)

async function join(talking: Talking, list: string, one: List['subscribers'][number]) {
  const { stage, named } = talking
  const who = named(one.by)
  await stage.does(who, 'lists.join', { list, email: one.by, shown: one.shown })
  await stage.does(who, 'lists.confirmed', { code: await codeFor(talking, one.by) })
}

async function talk(talking: Talking, list: string, it: List['threads'][number]): Promise<void> {
  const { stage, named, secretariat, now } = talking
  let thread: string | undefined
  for (const { by, daysAgo, text } of it.messages) {
    stage.at(now - daysAgo * DAY)
    const where = thread === undefined ? { subject: it.subject } : { thread }
    const done = await stage.does(named(by), 'lists.write', { list, text, ...where })
    thread = z.string().parse(done['thread'])
    const { message, state } = done
    if (state === 'held')
      await stage.does(secretariat, 'lists.judge', { list, message, verdict: 'sent' })
  }
  const [first] = it.messages
  if (first && it.answered) await stage.does(named(first.by), 'lists.answered', { list, thread })
}

/** Plays the lists. */
export async function talkOnLists(talking: Talking, lists: z.infer<typeof Lists>): Promise<void> {
  const { stage, secretariat, now } = talking
  for (const { name, domain, title, about, kind, daysAgo, subscribers, threads } of lists) {
    stage.at(now - daysAgo * DAY)
    await stage.does(secretariat, 'lists.open', { name, domain, title, about, kind })
    for (const one of subscribers) await join(talking, name, one)
    for (const thread of threads) await talk(talking, name, thread)
    await stage.post()
  }
}
