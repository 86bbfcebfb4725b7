/** Evidence of the test's own city, asked over the loopback, for tests that look at every page. */
import type { Action } from '#core/actions'
import { z } from 'zod'
import evidence from '#hub/evidence'
import { sql, type TestCity } from '#test/city'

function can(verb: string): Action<any, any, any> {
  const found = evidence.actions.find(({ name }) => name === `evidence.${verb}`)
  if (!found) throw new Error(`nobody can ${verb} evidence`)
  return found
}

const Letter = z.object({ input: z.object({ code: z.string() }) })

/**
 * The hub asks this city itself, somebody contradicts what was found, and the letter waits. Gives the addresses of
 * the pages. Needs HARVEST_LOOPBACK and a city that listens at `address`.
 */
export async function contradicted(
  city: TestCity,
  address: string,
): Promise<Readonly<Record<string, string>>> {
  const secretariat = await city.official('sara', 'secretariat')
  await city.work()
  await secretariat.does(can('watch'), { city: 'luzarra-xx', domain: new URL(address).host })
  city.later(6 * 60_000)
  await city.work()
  const text = 'The statement lists no barrier although the map has one.'
  await city.anybody.does(can('contradict'), { city: 'luzarra-xx', item: 'S81', text })
  const [letter] = await city.rows(sql`select input from jobs.job where name = 'evidence.letter'`)
  const { code } = Letter.parse(letter).input
  return {
    'evidence.city': '/evidence/luzarra-xx',
    'evidence.item': '/evidence/luzarra-xx/S81',
    'evidence.compare': '/evidence/compare/S81?cities=luzarra-xx',
    'evidence.answering': `/evidence/answering/${code}`,
  }
}
