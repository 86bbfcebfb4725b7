/** What the tests of imports begin with: a city, files, and the operator who imports them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { perform } from '#core/actions'
import { sql } from '#core/database'
import type { ImportSummary, ImportWork } from '#core/service'
import { openCity } from '#test/city'
import { reportsImport } from './reports.ts'

const operator = {
  person: null,
  address: 'operator',
  device: 'command line',
  language: 'en',
  operator: true,
} as const

/** Where the real files are. */
export const data = process.env['CITYRIGHT_DATA'] ?? '../shared/data'

/** A city whose operator imports. */
export async function importing() {
  const city = await openCity()
  const folder = mkdtempSync(join(tmpdir(), 'cityright-import-'))
  let files = 0
  function work(file: string, more: Partial<ImportWork> = {}): ImportWork {
    return {
      file,
      preset: 'nyc',
      dryRun: false,
      city: city.city.facts,
      now: city.city.clock(),
      look: (look) => city.city.db.as('reports').look(look),
      progress: () => undefined,
      perform: async (action, input) =>
        (await perform(city.city, action, operator, { values: input, form: false })).output,
      ...more,
    }
  }
  function written(text: string | Buffer, more: Partial<ImportWork> = {}): ImportWork {
    files += 1
    const file = join(folder, `file-${files}`)
    writeFileSync(file, text)
    return work(file, more)
  }
  return {
    city,
    work,
    written,
    taking: (text: string | Buffer, more: Partial<ImportWork> = {}) =>
      reportsImport.run(written(text, more)),
    stored: async (id: string) =>
      (await city.rows(sql`select * from reports.report where external_id = ${id}`))[0],
    async close() {
      await city.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What became of the rows: read, imported, updated, unchanged, refused. */
export const counts = ({ read, imported, updated, unchanged, refused }: ImportSummary) => [
  read,
  imported,
  updated,
  unchanged,
  refused.length,
]

const head =
  'Unique Key,Created Date,Closed Date,Agency,Complaint Type,Descriptor,Incident Address,Status,Latitude,Longitude'

/** A line as New York publishes it. */
export const line = (id: string | number, more: Record<string, string> = {}) => {
  const cells = {
    opened: '07/04/2025 02:15:00 PM',
    closed: '',
    kind: 'Street Light Condition',
    words: 'Street Light Out',
    address: '1 MAIN STREET',
    state: 'Open',
    lat: '40.7128',
    lon: '-74.0060',
    ...more,
  }
  const { opened, closed, kind, words, address, state, lat, lon } = cells
  return [id, opened, closed, 'DOT', kind, words, address, state, lat, lon].join(',')
}

/** A table of such lines. */
export const csv = (...lines: string[]) => `${[head, ...lines].join('\n')}\n`
