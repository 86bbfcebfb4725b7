/** The desk of an edition in the making: its practices in order, what may still be added, and issuing it. */
import { z } from 'zod'
import { page } from '#core/pages'
import { listPublished } from '#hub/practices'
import { nameIn, readNames } from '#hub/cities'
import { listPrinciples } from '#hub/declaration'
import { writers } from '../actions/draft.ts'
import { dateIn } from '#core/kernel'
import { freeze, hashOf } from '../freezing.ts'
import { policy, previewOf } from '../making.ts'
import { readDraft } from '../store/drafts.ts'
import { DraftView } from './draft-view.tsx'

const draft = z.string().max(10)
const language = z.string().max(10).optional()

export const draftPage = page({
  name: 'editions.draft',
  path: '/editions/drafts/:draft',
  who: writers,
  input: z.object({ draft, principle: z.string().max(60).optional(), language }),
  async load({ input, tx, by, language: spoken }) {
    const found = await readDraft(tx, input.draft)
    const published = await listPublished(tx, 'all')
    const names = await readNames(tx, [...new Set(published.map(({ city }) => city))])
    const told = published.map(({ practice, city, title, content }) => {
      const named = names.get(city)
      const { language: written, principles } = content
      const name = named ? nameIn(named, spoken) : city
      return { practice, city: name, title, language: written, principles }
    })
    const byNumber = new Map(told.map((one) => [one.practice, one]))
    const { principle } = input
    const free = told.filter(({ practice }) => !found.practices.includes(practice))
    return {
      ...found,
      chosen: found.practices.map((number) => ({ number, ...byNumber.get(number) })),
      free: free.filter((one) => !principle || one.principles.includes(principle)),
      principle: principle ?? '',
      principles: await listPrinciples(tx),
      issues: by.person?.permissions.includes('editions.issue') ?? false,
    }
  },
  redirect: ({ issued }) => (issued === null ? undefined : `/editions/${issued}`),
  view: (data) => <DraftView {...data} />,
})

/** What the desk of a draft shows. */
export type Drafted = Awaited<ReturnType<typeof draftPage.load>>

/** The booklet as it would be if it were issued now. It says of itself that it is a preview. */
export const previewPage = page({
  name: 'editions.preview',
  path: '/editions/drafts/:draft/preview',
  who: writers,
  input: z.object({ draft, language }),
  async load({ input, tx, now, city: hub }) {
    const { words, practices, replaces, id } = await readDraft(tx, input.draft)
    const date = dateIn(now, hub.zone)
    const book = await freeze(tx, { words, practices, replaces, number: id, date, hub })
    return { book, sha256: hashOf(book) }
  },
  sends: ({ book, sha256 }, { say }) => ({
    type: 'text/html; charset=utf-8',
    text: previewOf({ book, sha256, say: say(book.words.language) }),
    policy,
  }),
  view: () => {
    throw new Error('the preview is sent as it is')
  },
})
