/** An archive of Sympa or Mailman, as one mbox file: taken in as often as one likes, nothing goes out as mail. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type Incoming, readIncoming } from '#core/mail'
import type { ImportKind, ImportSummary, ImportWork } from '#core/service'
import { noteArchive, takeArchive } from '../actions/arrive.ts'
import { splitMbox } from './mbox.ts'

const PART = 100

type Old = Parameters<typeof takeArchive.run>[0]['input']['messages'][number]

/** Names stand in the archive only when whoever imports says so: they were public there, here it is decided anew. */
function oldOf(mail: Incoming, name: string | null): Old | string {
  if (mail.at === null) return 'it has no date that can be read'
  if (mail.text === '' && mail.subject === '') return 'it has no words'
  const { id: messageId, inReplyTo, references, subject, text, from } = mail
  const same = { messageId, inReplyTo, references: [...references], subject, text }
  return { ...same, writtenAt: mail.at, from, shown: name?.slice(0, 80) ?? null }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(file)) hash.update(part as Buffer)
  return hash.digest('hex')
}

/** Takes messages in by the hundred. */
function openParts(work: ImportWork, list: string, summary: ImportSummary) {
  let part: Old[] = []
  async function send(): Promise<void> {
    const messages = part
    part = []
    if (messages.length === 0) return
    if (work.dryRun) {
      summary.imported += messages.length
      return
    }
    const { imported, known } = await work.perform(takeArchive, { list, messages })
    summary.imported += imported
    summary.unchanged += known
  }
  return {
    send,
    async add(old: Old): Promise<void> {
      part.push(old)
      if (part.length >= PART) await send()
    },
  }
}

async function run(work: ImportWork): Promise<ImportSummary> {
  const { list, names } = work.options ?? {}
  if (!list) throw new Error('Say which list it belongs to: --list NAME')
  const summary: ImportSummary = {
    read: 0,
    imported: 0,
    updated: 0,
    unchanged: 0,
    refused: [],
    unknown: [],
  }
  const { size } = await stat(work.file)
  const parts = openParts(work, list, summary)
  for await (const { line, bytes, raw } of splitMbox(createReadStream(work.file))) {
    summary.read += 1
    const mail = await readIncoming(raw)
    const old = oldOf(mail, names === 'keep' ? mail.name : null)
    if (typeof old === 'string') summary.refused.push({ line, reason: old })
    else await parts.add(old)
    work.progress(bytes, size)
  }
  await parts.send()
  if (!work.dryRun && summary.imported > 0) {
    const file = await hashOf(work.file)
    await work.perform(noteArchive, { list, messages: summary.imported, file })
  }
  return summary
}

export const archiveImport: ImportKind = {
  what: 'messages',
  says: 'the archive of a discussion list, as an mbox file of Sympa or Mailman',
  presets: ['sympa', 'mailman'],
  options: {
    list: 'name of the list it belongs to',
    names: '`keep` shows the names that stand in the archive; without it nobody is named',
  },
  run,
}
