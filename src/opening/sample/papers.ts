/** What the sample people have in their folders: documents that units gave, one of their own, and a link used once. */
import { existsSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { addDays, Refusal } from '#core/kernel'
import { reveal } from '#core/vault'
import { z } from 'zod'
import type { Playing } from './acts.ts'
import { pageOf } from './page-of.ts'
import type { Resident } from './people.ts'
import type { Actor } from './stage.ts'
import type { Story } from './stories.ts'

const lines = z.array(z.string())
const Papers = z.object({
  given: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      file: z.string(),
      days: z.number().optional(),
      lines,
    }),
  ),
  kept: z.object({
    title: z.string(),
    kind: z.string(),
    note: z.string(),
    file: z.string(),
    lines,
  }),
  shared: z.object({ recipient: z.string(), why: z.string(), days: z.number() }),
})

const HOUR = 3_600_000
const TYPE = 'application/pdf'

/** Seals a page into the vault, where an act claims it. */
function put({ stage }: Playing, service: string, page: { name: string; bytes: Buffer }) {
  const sha256 = createHash('sha256').update(page.bytes).digest('hex')
  const parts = (async function* () {
    yield page.bytes
  })()
  const facts = { name: page.name, type: TYPE, sha256 }
  return stage.city.channel(service).documents.put(parts, { facts, at: stage.now() })
}

/** Somebody of the unit gives it, in the newest case that is still open. */
async function give(
  playing: Playing,
  mine: readonly Story[],
  paper: z.infer<typeof Papers>['given'][number],
) {
  const { stage, cast } = playing
  const officials = [...cast.officials.values()].filter(({ person }) =>
    person?.permissions.includes('documents.issue'),
  )
  const tries = mine.flatMap((story) => officials.map((who) => ({ story, who })))
  for (const { story, who } of tries.slice(0, 40)) {
    const document = await put(playing, 'reports', {
      name: paper.file,
      bytes: pageOf(paper.title, [...paper.lines, `Case ${story.number}`]),
    })
    const { kind, title, days } = paper
    const until = days === undefined ? {} : { until: addDays(stage.now().slice(0, 10), days) }
    const values = { number: story.number, document, kind, title, ...until }
    const done = await stage.does(who, 'reports.give', values).catch((failure: unknown) => {
      if (!(failure instanceof Refusal)) throw failure
      return undefined
    })
    if (done) return
  }
}

const Made = z.object({ share: z.string() })
const Note = z.object({ secret: z.string() })

/** The secret of a link, as its owner reads it in the folder. */
async function secretOf({ stage }: Playing, who: Actor, link: { document: string; share: string }) {
  const own = stage.city.services
    .flatMap(({ purposes = [] }) => purposes)
    .find(({ id }) => id === 'documents.own')
  if (!own || !who.person) throw new Error('the sample city has no documents')
  const { documents, ...channel } = stage.city.channel('documents')
  const ref = await channel.refOf(who.person.ref)
  const actor = { kind: 'self', ref, permissions: [], unit: null, badge: null } as const
  const context = { actor, at: stage.now(), fields: ['document.kept-about'] }
  const all = await documents.list(own, ref, context)
  const note = all.find((one) => one.document === link.document)?.notes[link.share]
  return Note.parse(JSON.parse(note === undefined ? '{}' : reveal(note, 'self-view'))).secret
}

/** Documents for the first of the sample people: a permit, a decision, a lease, and a link that was opened. */
export async function fillPapers(playing: Playing, stories: readonly Story[], now: number) {
  const { stage, cast } = playing
  const file = join(stage.city.settings.city, 'sample', 'documents.json')
  const [who] = cast.residents as readonly (Resident | undefined)[]
  if (!existsSync(file) || !who) return
  const papers = Papers.parse(JSON.parse(readFileSync(file, 'utf8')))
  const mine = stories.filter(({ author }) => author === who).toReversed()
  stage.at(now - 20 * HOUR)
  for (const paper of papers.given) await give(playing, mine, paper)
  const { file: name, lines: words, ...kept } = papers.kept
  const document = await put(playing, 'documents', { name, bytes: pageOf(kept.title, words) })
  await stage.does(who, 'documents.keep', { document, ...kept })
  const { days, ...told } = papers.shared
  const until = addDays(stage.now().slice(0, 10), days)
  const made = await stage.does(who, 'documents.share', { document, ...told, until, once: true })
  const { share } = Made.parse(made)
  stage.at(now - 18 * HOUR)
  const link = await secretOf(playing, who, { document, share })
  const nobody = { email: 'nobody', language: who.language, person: null }
  await stage.does(nobody, 'documents.open-shared', { link })
}
