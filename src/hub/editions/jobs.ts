/** The files of an edition are made and put on the record together; the printed document follows. */
import { z } from 'zod'
import { enqueuer, type Job, job, type JobContext, type JobWork } from '#core/jobs'
import { type Entry, readEntry, readHead, recorder } from '#core/record'
import { issued, printed, replaced } from './entries.ts'
import { filesOf, type MadeFile, proofOf, sha256Of } from './making.ts'
import { sorts } from './model.ts'
import * as store from './store/editions.ts'

/** How often the booklet waits ten seconds for the place of its content in the log, which it prints. */
const PATIENCE = 6
const SECONDS = 10

const subjectOf = (edition: number) => ({ subject: `/editions/${edition}` })

interface Kept extends Omit<store.File, 'entry'> {}

/** Keeps a file for an hour: what is not claimed by then vanishes, so a crash leaves nothing behind. */
async function keep(
  { files, now, city }: Pick<JobWork<unknown>, 'files' | 'now' | 'city'>,
  { kind, bytes }: MadeFile,
  edition: number,
): Promise<Kept> {
  const name = `${city.name}-edition-${edition}.${kind}`
  const { id } = await files.make(bytes, { name, type: sorts[kind].type, now })
  return { kind, stored: id, bytes: bytes.length, sha256: sha256Of(bytes) }
}

const Making = z.object({ edition: z.number(), tries: z.number() })
const Printing = z.object({ edition: z.number() })
type Work = JobWork<z.infer<typeof Making>>

/** What the booklet is drawn from; undefined when it was issued before. */
function waiting({ db, input }: Work) {
  return db.look(async (tx) => {
    const edition = await store.readEdition(tx, input.edition)
    if (edition.issuedAt !== null) return undefined
    const entry = await readEntry(tx, edition.entry)
    if (!entry) throw new Error('the record has lost the entry of an edition')
    return { edition, entry, head: await readHead(tx, entry.log) }
  })
}

/** Claims the files and says their hashes, in one transaction: both, or neither. */
async function issue(work: Work, made: readonly Kept[]): Promise<void> {
  const { db, now, files, input } = work
  await db.transact(async (tx) => {
    const edition = await store.lockEdition(tx, input.edition)
    if (edition.issuedAt !== null) return
    const { number, replaces } = edition
    const record = recorder(tx, { by: 'operator', now, service: 'editions' })
    const hash = (kind: string) => made.find((one) => one.kind === kind)?.sha256 ?? ''
    const hashes = { html: hash('html'), epub: hash('epub'), json: hash('json') }
    const entry = await record(issued, { edition: number, ...hashes }, subjectOf(number))
    for (const file of made) {
      await files.claim(tx, file.stored, { service: 'editions', subject: String(number) })
      await store.addFile(tx, number, { ...file, entry })
    }
    await store.setIssuedNow(tx, { number, entry, at: now })
    if (replaces !== null) {
      await store.setReplaced(tx, { number: replaces, by: number })
      await record(replaced, { edition: replaces, by: number }, subjectOf(replaces))
    }
    await enqueuer(tx, () => now)(print, { edition: number })
  })
}

/** Where in the log its content stands is printed in the booklet, so it waits for that, but not for ever. */
function mustWait({ position }: Entry, { tries }: Work['input']): boolean {
  return position === null && tries < PATIENCE
}

/** Makes the files of a frozen edition and issues it. Asked twice, or run again after a crash, it issues once. */
export const make: Job<typeof Making> = job({
  name: 'editions.make',
  input: Making,
  async run(work) {
    const { db, now, input, say: speaker } = work
    const found = await waiting(work)
    if (!found) return
    const { edition, entry, head } = found
    if (mustWait(entry, input)) {
      const after = new Date(Date.parse(now) + SECONDS * 1000).toISOString()
      const again = { ...input, tries: input.tries + 1 }
      await db.transact((tx) => enqueuer(tx, () => now)(make, again, { after }))
      return
    }
    const { content: book, sha256, frozenAt } = edition
    const proof = proofOf(entry, sha256, head)
    const drawn = { book, sha256, proof, say: speaker(book.words.language) }
    const made: Kept[] = []
    for (const file of filesOf(drawn, frozenAt)) made.push(await keep(work, file, edition.number))
    await issue(work, made)
  },
})

/** The page that is printed; undefined when nothing is to be printed any more. */
async function toPrint({ db, files }: Pick<JobContext, 'db' | 'files'>, edition: number) {
  const stored = await db.look(async (tx) => {
    const { print: state } = await store.readEdition(tx, edition)
    const all = await store.listFiles(tx, edition)
    return state === 'waiting' ? all.find(({ kind }) => kind === 'html')?.stored : undefined
  })
  const opened = stored === undefined ? undefined : await files.read(stored)
  if (!opened) return undefined
  const parts: Buffer[] = []
  for await (const part of opened.stream) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}

/** Prints the page of an issued edition. That there is no program, or that it hangs, is a state and no failure. */
export const print: Job<typeof Printing> = job({
  name: 'editions.print',
  input: Printing,
  async run(work) {
    const { db, now, input, files, printer, signal, log } = work
    const html = await toPrint(work, input.edition)
    if (html === undefined) return
    const result = await printer.print(html, signal)
    if (signal.aborted) throw new Error('the city stopped while an edition was printed')
    if ('failed' in result && result.detail !== undefined)
      log.warn({ edition: input.edition, detail: result.detail }, 'an edition was not printed')
    const kept =
      'pdf' in result
        ? await keep(work, { kind: 'pdf', bytes: Buffer.from(result.pdf) }, input.edition)
        : undefined
    await db.transact(async (tx) => {
      const { number, print: state } = await store.lockEdition(tx, input.edition)
      if (state !== 'waiting') return
      if ('failed' in result) return store.setPrint(tx, { number, print: result.failed })
      if (!kept) return
      const record = recorder(tx, { by: 'operator', now, service: 'editions' })
      const body = { edition: number, pdf: kept.sha256 }
      const entry = await record(printed, body, subjectOf(number))
      await files.claim(tx, kept.stored, { service: 'editions', subject: String(number) })
      await store.addFile(tx, number, { ...kept, entry })
      await store.setPrint(tx, { number, print: 'made' })
    })
  },
})
