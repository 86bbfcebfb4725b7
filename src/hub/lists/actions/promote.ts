/** A good answer becomes a practice of the compendium (coalition-access.md 3.7.8). */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { beginPractice, hasFrom, mayWrite } from '#hub/practices'
import * as entries from '../entries.ts'
import { hrefOf } from '../model.ts'
import { mayPromote } from '../rules.ts'
import { readThread } from '../store/archive.ts'
import { readList } from '../store/lists.ts'
import { readMessage } from '../store/messages.ts'

/** Officials who write practices of their city. */
export const writers = may('practices.write')

const hidden = z.string().max(120).meta({ input: 'hidden' })

/**
 * Begins a draft of one's city with the words of an answer and a link to them. Only the city sees it; before it can be
 * published the city writes the rest and stands behind it.
 */
export const promote = action({
  name: 'lists.promote',
  path: '/lists/:list/threads/:thread/promote',
  who: writers,
  input: z.object({ list: hidden, thread: hidden, message: hidden, city: hidden }),
  output: z.object({ practice: z.string() }),
  rules: [mayPromote, mayWrite],
  records: [entries.promoted],
  onto: ({ practice }) => `/practices/${practice}/edit`,

  async run({ input, tx, now, by, language, record }) {
    const { city } = input
    const { name, kind } = await readList(tx, input.list)
    const it = await readMessage(tx, input.message)
    if (it.list !== name || it.thread !== input.thread)
      throw new Refusal('not-found', ['no-such-message'])
    const source = hrefOf(it)
    mayPromote.require({ kind, state: it.state, begun: await hasFrom(tx, { source, city }) })
    const { title } = await readThread(tx, name, it.thread)
    const work = { tx, by, now }
    const told = { city, language, title, done: it.body, source }
    const practice = await beginPractice(work, told)
    const body = { list: name, message: it.id, practice, city }
    await record(entries.promoted, body, { subject: `/lists/${name}` })
    return { practice: String(practice) }
  },
})
