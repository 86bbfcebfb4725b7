/** Letters about a report can be answered: each case has an address of its own. */
import type { Database } from '#core/database'
import { newSecret } from '#core/kernel'
import type { Say } from '#core/text'
import { ABOVE, answerAddress } from './by-mail.ts'
import { reportsOf } from './config.ts'
import { known } from './store/one.ts'
import { codeOfCase } from './store/mailed.ts'

interface Answerable {
  readonly db: Pick<Database, 'transact'>
  readonly city: { readonly config: Readonly<Record<string, unknown>> }
}

/** Adds to a letter where an answer goes, and says so; where the city takes no mail in, it stays as it is. */
export async function answerable(
  { db, city }: Answerable,
  say: Say,
  it: { readonly number: string; readonly text: string },
): Promise<{ text: string; replyTo?: string }> {
  const { mailTo } = reportsOf(city)
  if (mailTo === undefined) return { text: it.text }
  const code = await db.transact((tx) => codeOfCase(tx, known(it.number), newSecret()))
  const above = `${ABOVE} ${say('reports.mail.above')} ${ABOVE}`
  const text = `${above}\n\n${it.text.trimEnd()}\n\n${say('reports.mail.answerable')}\n`
  return { text, replyTo: answerAddress(mailTo, code) }
}
