/** What a reporter typed, whole, for an official who gave a reason. Every look is written down. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { may } from '#core/people'
import { Personal } from '#design'
import { originalWords } from '../../purposes.ts'
import { readReading } from '../../store/desk.ts'
import { listOriginals } from '../../store/followers.ts'
import { known } from '../../store/one.ts'
import { readForDesk } from '../parts/at-desk.ts'
import { Opened } from './opened.tsx'

interface WordsData {
  readonly number: string
  readonly reason: string
  /** Null when no reason was given, or its time is over. */
  readonly until: string | null
  readonly items: readonly {
    readonly item: string
    readonly value: Parameters<typeof Personal>[0]['value']
  }[]
}

/** Whether these are the words of the report, of who joined it, or of a later answer. */
function kindOf(item: string): 'report' | 'joined' | 'answer' {
  if (item.endsWith('/text')) return 'report'
  return item.includes('/joined-') ? 'joined' : 'answer'
}

function WordsView({ number, reason, until, items }: WordsData) {
  const { say } = useHere()
  const rows = items.map(({ item, value }) => ({
    key: say(`reports.desk.words.${kindOf(item)}`),
    value: <Personal value={value} sink="staff-view" />,
  }))
  const title = say('reports.desk.words.title', { number })
  return <Opened title={title} number={number} reason={reason} until={until} rows={rows} />
}

/** Shown while the stated reason holds; each look reads the vault and is logged for the reporter. */
export const deskWords = page({
  name: 'reports.desk.original',
  path: '/reports/desk/:number/words',
  who: may('reports.contact'),
  input: z.object({ number: z.string().max(20) }),
  reads: { originalWords },
  async load({ input, tx, by, now, personal }): Promise<WordsData> {
    const { report } = await readForDesk(tx, by, input.number)
    const opened = await readReading(tx, report.number, { official: by.ref ?? '', now })
    const { number } = report
    const originals = await listOriginals(tx, known(number))
    if (!opened || originals.length === 0) return { number, reason: '', until: null, items: [] }
    const { reason, until } = opened
    const items: WordsData['items'][number][] = []
    for (const original of originals) {
      const read = await personal.originalWords.each(original, { case: number, reason, of: number })
      items.push(...read)
    }
    return { number, reason, until, items }
  },
  view: (data) => <WordsView {...data} />,
  redirect: ({ number, until }) => (until === null ? `/reports/desk/${number}#text` : undefined),
})
