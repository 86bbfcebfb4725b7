/** Letters to whoever wrote by mail: that it arrived, or what is still missing. */
import { z } from 'zod'
import { job, type JobWork } from '#core/jobs'
import { reveal } from '#core/vault'
import { answerable } from '../answerable.ts'
import { confirm } from '../purposes.ts'
import { readDraftIfThere } from '../drafting.ts'
import { forgetMailed } from '../store/mailed.ts'
import { readLetter } from '../store/later.ts'

const REPLIED = { 'Auto-Submitted': 'auto-replied' }
const about = { number: z.string(), code: z.string(), lost: z.number() }

interface Written {
  readonly contact: string
  readonly number: string
  readonly language: string
  readonly lost: number
  readonly which: 'mailed' | 'waits'
  readonly values: Readonly<Record<string, string>>
}

async function write(
  work: JobWork<unknown, { confirm: typeof confirm }>,
  it: Written,
): Promise<void> {
  const { id, personal, mail, say: speaker } = work
  const known = await personal.confirm(it.contact, { case: it.number })
  const to = known['contact.email']
  if (!to) return
  const say = speaker(it.language)
  const lost = it.lost > 0 ? `\n${say('reports.mail.lost', { count: it.lost })}\n` : ''
  const body = `${say(`reports.mail.${it.which}.body`, it.values)}${lost}`
  const letter =
    it.which === 'mailed' ? await answerable(work, say, { ...it, text: body }) : { text: body }
  await mail.send({
    to: reveal(to, 'mail'),
    subject: say(`reports.mail.${it.which}.subject`, it.values),
    ...letter,
    language: it.language,
    key: id,
    headers: REPLIED,
  })
}

/** A mail became a report: its number, and the link with its secret, this one time. */
export const letterMailed = job({
  name: 'reports.letter-mailed',
  input: z.object(about),
  reads: { confirm },
  async run(work) {
    const { input, db, city } = work
    const report = await db.look((tx) => readLetter(tx, input.number))
    if (!report?.contact) return
    const { contact, language } = report
    const { number, lost, code } = input
    const values = { number, city: city.name, url: `${city.url}/reports/mine/${code}` }
    await write(work, { contact, number, language, lost, which: 'mailed', values })
  },
})

/** A mail lacks a place: the link under which everything waits, and until when. */
export const letterWaits = job({
  name: 'reports.letter-waits',
  input: z.object({ ...about, until: z.string() }),
  reads: { confirm },
  async run(work) {
    const { input, db, city, say: speaker } = work
    const draft = await db.look((tx) => readDraftIfThere(tx, input.code))
    if (!draft?.contact) return
    const { contact, language } = draft
    const { number, lost, code, until } = input
    const url = `${city.url}/reports/new/${code}/what?proposed=yes`
    const values = { city: city.name, url, until: speaker(language).date(until) }
    await write(work, { contact, number, language, lost, which: 'waits', values })
  },
})

const REMEMBERED = 30

/** Which messages came is forgotten after a month. */
export const forgetMessages = job({
  name: 'reports.forget-messages',
  input: z.object({}),
  every: '23 4 * * *',
  async run({ db, now }) {
    const before = new Date(Date.parse(now) - REMEMBERED * 86_400_000).toISOString()
    await db.transact((tx) => forgetMailed(tx, before))
  },
})
