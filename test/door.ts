/** A report with something that is hidden from everybody, a photo of it, and a draft that is asked about: with their pages. */
import { Readable } from 'node:stream'
import type { Somebody, TestCity } from '#test/city'
import { phonePhoto } from '#test/files'
import { can, lamp } from '#test/lamp'

const text = 'Ask Mrs. Ada Vell, +34 612 345 678, who has the key'

async function photo(city: TestCity): Promise<string> {
  const stream = Readable.from([await phonePhoto(600, 400)])
  const asked = { name: 'lamp.jpg', kinds: ['photo'], now: city.city.clock() } as const
  return (await city.city.files.take(stream, asked)).id
}

/** Addresses of the pages of masking and covering, by the names of the pages. */
export async function atTheDoor(
  city: TestCity,
  { desk }: { readonly desk: Somebody },
): Promise<Record<string, string>> {
  const file = await photo(city)
  const { number, code } = await city.anybody.does(can('report'), {
    ...lamp,
    text,
    photos: [file],
  })
  await desk.does(can('read-words'), { number, reason: 'To ask for the key' })
  const { draft } = await city.anybody.does(can('begin'), { category: 'lamp-out' })
  await city.anybody.does(can('describe'), { draft, text })
  return {
    'reports.new.seen': `/reports/new/${draft}/seen`,
    'reports.desk.original': `/reports/desk/${number}/words`,
    'reports.mine.blur': `/reports/mine/${code}/blur/${file}`,
    'reports.desk.blur': `/reports/desk/${number}/blur/${file}`,
  }
}
