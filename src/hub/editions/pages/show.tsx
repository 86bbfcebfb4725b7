/** An issued edition: its files, how to cite and how to check it, what is in it, and what became of it. */
import { z } from 'zod'
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { placeOf, readEntry, readHead } from '#core/record'
import { policy } from '../making.ts'
import { kinds } from '../model.ts'
import { listFiles, readEdition } from '../store/editions.ts'
import { ShowView } from './show-view.tsx'

const edition = z.string().max(10)

export const showPage = page({
  name: 'editions.show',
  path: '/editions/:edition',
  who: anyone,
  keep: 'public',
  input: z.object({ edition, language: z.string().max(10).optional() }),
  async load({ input, tx, by, city: hub }) {
    const found = await readEdition(tx, input.edition)
    const { content, draft: _, ...about } = found
    const entry = await readEntry(tx, found.issuedEntry ?? found.entry)
    const permissions = by.person?.permissions ?? []
    return {
      ...about,
      words: content.words,
      date: content.date,
      practices: content.practices.map((one) => ({
        number: one.number,
        version: one.version,
        city: one.city.name,
        title: String(one.content['title']),
        language: String(one.content['language']),
      })),
      members: content.members?.length ?? null,
      files: await listFiles(tx, found.number),
      place: entry ? placeOf(entry.position, await readHead(tx, entry.log)) : null,
      writes: permissions.includes('editions.write'),
      issues: permissions.includes('editions.issue'),
      url: hub.url,
      hub: hub.name,
    }
  },
  view: (data) => <ShowView {...data} />,
})

/** What the page of an edition shows. */
export type Shown = Awaited<ReturnType<typeof showPage.load>>

export const filePage = page({
  name: 'editions.file',
  path: '/editions/:edition/files/:kind',
  who: anyone,
  keep: 'public',
  input: z.object({ edition, kind: z.enum(kinds), language: z.string().max(10).optional() }),
  async load({ input, tx }) {
    const { number } = await readEdition(tx, input.edition)
    const file = (await listFiles(tx, number)).find(({ kind }) => kind === input.kind)
    if (!file) throw new Refusal('not-found', ['no-such-file'])
    return file
  },
  file: ({ stored, kind }) => ({ id: stored, inline: kind === 'html' ? policy : undefined }),
  view: () => {
    throw new Error('a file of an edition is sent as it is')
  },
})
