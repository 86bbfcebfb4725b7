/** One report as everybody may see it. */
import { z } from 'zod'
import type { Tx } from '#core/database'
import { dateIn } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import type { Filter } from '../store/filter.ts'
import { listNearest } from '../store/list.ts'
import { listParts } from '../store/merged.ts'
import { known, readDuplicates, readPublic } from '../store/one.ts'
import type { Shown } from '../store/rows.ts'
import { readDecided } from './parts/decided.ts'
import { explained } from './parts/decided-view.tsx'
import { isLate, named, namesOf } from './parts/names.ts'
import { readProofs } from './parts/proofs.ts'
import { answersOf, told } from './parts/told.ts'
import { ShowView } from './show-view.tsx'

const NEIGHBOURS = 4

/** Open reports of the same kind close by: perhaps the same problem. */
async function neighbours(tx: Tx, { number, category, lon, lat }: Shown) {
  if (lon === null || lat === null) return []
  const filter: Filter = { categories: [category], class: 'open' }
  const near = await listNearest(tx, { lon, lat }, filter, NEIGHBOURS)
  return near.filter((other) => other.number !== number && other.metres <= 500)
}

/** One report: what, where, what became of it. */
export const show = page({
  name: 'reports.show',
  path: '/reports/:number',
  who: anyone,
  keep: 'public',
  input: z.object({ number: z.string().max(20) }),
  async load({ input, tx, now, city, language }) {
    const names = namesOf(city, language)
    const { report, timeline, photos } = await readPublic(tx, input.number)
    const duplicates = await readDuplicates(tx, report.number)
    const parts = await listParts(tx, known(report.number))
    const near = await neighbours(tx, report)
    const proofs = await readProofs(tx, report.number, timeline)
    return {
      report: {
        ...named(report, names),
        unitName: names.unit(report.unit),
        late: isLate(report, dateIn(now, city.zone)),
      },
      answers: answersOf(city, report.category, report.answers, language),
      timeline: told(timeline, names).map((it, index) => {
        return { ...it, entry: proofs.entries[index] ?? null }
      }),
      decided: explained(await readDecided(tx, report.number), city, language),
      place: proofs.place,
      photos: photos.map(({ file, at, by }) => ({ file, at, by })),
      duplicates: duplicates
        .filter((each) => each.class !== 'hidden')
        .map((each) => named(each, names)),
      parts: parts.filter((each) => each.class !== 'hidden').map((each) => named(each, names)),
      near: near.map((each) => named(each, names)),
      bounds: city.districts.bounds(),
    }
  },
  view: (data) => <ShowView {...data} />,
})

/** What the page of one report shows. */
export type ShowData = Awaited<ReturnType<typeof show.load>>
