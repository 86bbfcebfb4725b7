/** What the tests of the directory share: a hub, files, and the operator who imports them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { perform } from '#core/actions'
import { Refusal } from '#core/kernel'
import type { ImportSummary, ImportWork, Service } from '#core/service'
import account from '#services/account'
import record from '#services/record'
import coalition from '#hub/coalition'
import declaration from '#hub/declaration'
import endorsements from '#hub/endorsements'
import { openCity } from '#test/city'
import { citiesImport } from './imports/cities.ts'
import cities from './service.ts'

const operator = {
  person: null,
  address: 'operator',
  device: 'command line',
  language: 'en',
  operator: true,
} as const

/** Where the real lists are; tests that need them are skipped where they are not. */
export const lists = join(process.env['CITYRIGHT_DATA'] ?? '../shared/data', 'coalition')

/** A hub with its directory, and more services when a test brings them. */
export async function hubWith(more: readonly Service[] = []) {
  const services = [account, record, coalition, declaration, endorsements, cities, ...more]
  const city = await openCity(services)
  const folder = mkdtempSync(join(tmpdir(), 'cityright-cities-'))
  let files = 0
  const taking = (file: string, given: Partial<ImportWork> = {}): Promise<ImportSummary> =>
    citiesImport.run({
      file,
      preset: 'covenant',
      dryRun: false,
      city: city.city.facts,
      now: city.city.clock(),
      look: (look) => city.city.db.as('cities').look(look),
      progress: () => undefined,
      perform: async (action, input) =>
        (await perform(city.city, action, operator, { values: input, form: false })).output,
      ...given,
    })
  return {
    city,
    taking,
    written(text: string | Buffer, given: Partial<ImportWork> = {}) {
      files += 1
      const file = join(folder, `list-${files}`)
      writeFileSync(file, text)
      return taking(file, given)
    },
    async close() {
      await city.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Hub = Awaited<ReturnType<typeof hubWith>>

/** What became of the rows: read, imported, updated, unchanged, refused. */
export const counts = ({ read, imported, updated, unchanged, refused }: ImportSummary) => [
  read,
  imported,
  updated,
  unchanged,
  refused.length,
]

const head =
  'organisation_id,organisation_name,country_code,population_adhesion,organisation_latitude,organisation_longitude,signatory_status,date_of_adhesion,group_profile'

/** A line as the Covenant of Mayors publishes it. */
export function line(id: string | number, more: Record<string, string> = {}): string {
  const cells = {
    name: 'Grenoble',
    country: 'fr',
    people: '158552',
    lat: '45.17869',
    lon: '5.71479',
    state: 'published',
    since: '2011-05-17',
    group: '0',
    ...more,
  }
  const { name, country, people, lat, lon, state, since, group } = cells
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  return [id, quoted(name), country, people, quoted(lat), quoted(lon), state, since, group].join(
    ',',
  )
}

/** A table of such lines. */
export const csv = (...lines: string[]) => `${[head, ...lines].join('\n')}\n`

/** The codes with which a piece of work is refused. */
export async function refusal(work: Promise<unknown>): Promise<string[]> {
  const failure = await work.then(
    () => undefined,
    (no: unknown) => no,
  )
  if (failure instanceof Refusal) return failure.reasons.map(({ code }) => code)
  throw new Error(`not refused: ${String(failure)}`)
}
