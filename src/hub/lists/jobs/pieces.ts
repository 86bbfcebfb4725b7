/** What goes out: a message as it is, or what was said in the time of a digest. */
import type { JobWork } from '#core/jobs'
import { z } from 'zod'
import type { deliver } from '../purposes.ts'
import { linkOf, messageIdOf, type Part, type Piece } from '../sending.ts'
import { listOfDigest, readDigest, type Receiver } from '../store/deliveries.ts'
import { readList } from '../store/lists.ts'
import { listFiles, readMessage } from '../store/messages.ts'
import { listMuted } from '../store/mutes.ts'

/** What is to be sent: a message or a digest, by its id. */
export const asked = z.object({ piece: z.string(), kind: z.enum(['message', 'digest']) })
export type Asked = z.infer<typeof asked>
type Work = JobWork<Asked, { deliver: typeof deliver }>

const together = (parts: readonly Part[]) => parts.map(({ text }) => text).join('\n\n----\n\n')

async function messagePiece({ db, input, city }: Work): Promise<Piece | undefined> {
  return db.look(async (tx) => {
    const it = await readMessage(tx, input.piece)
    if (it.state !== 'sent') return undefined
    const list = await readList(tx, it.list)
    const files = (await listFiles(tx, [it.id])).map(({ id, name }) => {
      return { name, href: `${city.url}/lists/${list.name}/files/${id}` }
    })
    return {
      list,
      files,
      id: it.messageId,
      inReplyTo: it.inReplyTo,
      references: it.answers,
      subject: it.subject,
      body: it.body,
      shown: it.shown,
      at: it.writtenAt,
      archived: linkOf(city.url, list.name, it.id),
      thread: it.thread,
    }
  })
}

async function digestPiece({
  db,
  input,
  city,
  say: speaker,
  now,
}: Work): Promise<Piece | undefined> {
  return db.look(async (tx) => {
    const digest = await readDigest(tx, input.piece)
    if (!digest) return undefined
    const list = await readList(tx, digest.list)
    const parts = await listOfDigest(tx, digest)
    const say = speaker(city.languages[0] ?? 'en')
    const words = parts.map(({ id, thread, subject, shown, body }) => {
      const lines = [
        subject,
        shown ?? say('lists.somebody'),
        '',
        body,
        linkOf(city.url, list.name, id),
      ]
      return { thread, text: lines.join('\n') }
    })
    return {
      list,
      files: [],
      id: messageIdOf(digest.id, list),
      inReplyTo: null,
      references: [],
      subject: say('lists.mail.digest', { list: list.title, count: parts.length }),
      body: together(words),
      parts: words,
      shown: list.title,
      at: now,
      archived: `${city.url}/lists/${list.name}`,
      thread: null,
    }
  })
}

/** The piece as it goes to everybody; undefined when it is not to go out any more. */
export const pieceOf = (work: Work): Promise<Piece | undefined> =>
  work.input.kind === 'message' ? messagePiece(work) : digestPiece(work)

/** The piece without what this receiver does not want to hear of; undefined when nothing is left. */
export async function ownOf(
  { db }: Pick<Work, 'db'>,
  piece: Piece,
  { id }: Pick<Receiver, 'id'>,
): Promise<Piece | undefined> {
  const { parts } = piece
  if (!parts) return piece
  const muted = new Set((await db.look((tx) => listMuted(tx, id))).map((thread) => thread.id))
  const heard = parts.filter(({ thread }) => !muted.has(thread))
  return heard.length > 0 ? { ...piece, body: together(heard) } : undefined
}
