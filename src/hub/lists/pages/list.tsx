/** One list: its threads, what is found in them, writing to it, joining it. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { z } from 'zod'
import { readAs } from '../reading.ts'
import { findSaid, listThreads } from '../store/archive.ts'
import { addressOf } from '../sending.ts'
import { ListView } from './list-view.tsx'
import { asMbox } from './mbox.ts'

const PART = 25
const language = z.string().max(10).optional()

/** `2026-03-02T09:00:00.000Z_<id>`: the last thread that was shown. */
function placeOf(before: string | undefined): { at: string; id: string } | null {
  const [at, id] = before?.split('_') ?? []
  return at && id && !Number.isNaN(Date.parse(at)) ? { at, id } : null
}

export const listPage = page({
  name: 'lists.show',
  path: '/lists/:list',
  who: anyone,
  input: z.object({
    list: z.string().max(40),
    words: z.string().max(200).optional(),
    before: z.string().max(100).optional(),
    language,
  }),
  also: { mbox: asMbox },
  async load({ input, tx, by }) {
    const { list, mine, moderates } = await readAs(tx, by, input.list)
    const words = input.words?.trim() ?? ''
    const found = words ? await findSaid(tx, { list: list.name, words, limit: PART }) : []
    const before = placeOf(input.before)
    const threads = words ? [] : await listThreads(tx, { list: list.name, before, limit: PART + 1 })
    const shown = threads.slice(0, PART)
    const last = shown.at(-1)
    return {
      list,
      words,
      found,
      threads: shown,
      next: threads.length > PART && last ? `${last.lastAt}_${last.id}` : null,
      first: before === null,
      address: addressOf(list),
      subscribed: mine !== undefined,
      code: mine?.code ?? null,
      moderates,
    }
  },
  view: (data) => <ListView {...data} />,
})

/** What the page of a list shows. */
export type ListData = Awaited<ReturnType<typeof listPage.load>>
