/** Pages of whoever joined a report instead of reporting the same again, and of the desk that compares the two. */
import type { TestCity } from './city.ts'
import { can, lamp } from './lamp.ts'

/** Addresses of pages by their names. */
export async function joined(
  { anybody }: TestCity,
  { number }: { number: string },
): Promise<Record<string, string>> {
  const { draft } = await anybody.does(can('begin'), { category: lamp.category })
  await anybody.does(can('tell'), { draft, answers: lamp.answers })
  const { address, lon, lat } = lamp
  await anybody.does(can('locate'), { draft, address, lon, lat })
  await anybody.does(can('describe'), { draft, text: lamp.text })
  const { draft: open } = await anybody.does(can('begin'), { category: lamp.category })
  await anybody.does(can('locate'), { draft: open, address, lon, lat })
  await anybody.does(can('describe'), { draft: open, text: lamp.text })
  await anybody.does(can('same'), { draft, as: number })
  const { code } = (await anybody.does(can('submit'), { draft })) as { code: string }
  return {
    'reports.new.same': `/reports/new/${open}/same`,
    'reports.following': `/reports/following/${code}`,
    'reports.desk.alike': `/reports/desk/${number}/alike`,
  }
}
