/** The city that is measured: a hundred thousand reports, one of them much discussed, and drafts to write on. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { perform } from '#core/actions'
import { openDatabase, sql } from '#core/database'
import { z } from 'zod'
import { openCity } from '../src/opening/open.ts'
import { services } from '../src/city.ts'
import { settingsFrom } from '../src/settings.ts'
import { command, type Environment } from './programs.ts'
import { writeRows } from './rows.ts'

const operator = {
  person: null,
  address: 'bench',
  device: 'bench',
  language: 'en',
  operator: true,
} as const

/** What an import did. */
export interface Imported {
  readonly rows: number
  readonly perSecond: number
  readonly peak: number
  readonly seconds: number
}

/** Imports so many invented rows as an operator would. */
export async function importRows(
  env: Environment,
  folder: string,
  preset: 'cityright' | 'nyc',
  rows: number,
): Promise<Imported> {
  const file = join(folder, `${preset}.csv`)
  await writeRows(file, preset, rows)
  const done = await command(['import', 'reports', file, '--preset', preset, '--json'], env)
  const { imported } = JSON.parse(done.text) as { imported: number }
  if (imported !== rows) throw new Error(`${imported} of ${rows} rows were imported: ${done.text}`)
  rmSync(file)
  const { seconds, peak } = done
  return { rows, perSecond: Math.round(rows / seconds), peak, seconds: Math.round(seconds) }
}

/** A city that is used holds thousands of drafts and answers; an empty table behaves differently. */
const crowd = `
  insert into reports.draft (code_hash, language, changed_at, vanishes_at)
    select sha256(n::text::bytea), 'en', now(), now() + interval '7 days' from generate_series(1, 20000) n;
  insert into actions.answer (action, key_hash, at, sealed)
    select 'reports.describe', encode(sha256(n::text::bytea), 'hex'), now(), sha256(n::text::bytea)
    from generate_series(1, 20000) n;
  analyze`

/** Written by whoever owns the database: no service may do so for another. */
async function bringCrowd(url: string | undefined): Promise<void> {
  const owner = await openDatabase({ url })
  try {
    await owner.script(crowd)
  } finally {
    await owner.close()
  }
}

/** Fifty public answers on one report, and a draft for each connection. */
export async function setStage(env: Environment): Promise<{ report: string; drafts: string[] }> {
  const settings = settingsFrom({ ...process.env, ...env, PORT: '0', LOG_LEVEL: 'error' })
  const city = await openCity(settings, { work: false })
  try {
    await bringCrowd(settings.databaseUrl)
    const found = await city.db.as('reports').look((tx) =>
      tx.one(
        sql`select 'R-' || number as number, version from reports.report where class = 'open'
            order by number limit 1`,
        z.object({ number: z.string(), version: z.number() }),
      ),
    )
    if (!found) throw new Error('there is no open report')
    const acts = async (name: string, values: object) => {
      const action = services.flatMap((service) => service.actions).find((one) => one.name === name)
      if (!action) throw new Error(`there is no action ${name}`)
      const done = await perform(city, action, operator, { values: { ...values }, form: false })
      return done.output as Record<string, unknown>
    }
    for (let n = 0; n < 50; n += 1) {
      const text = `The crew was there ${n + 1} times; the part is ordered and comes next week.`
      await acts('reports.answer', { number: found.number, version: found.version + n, text })
    }
    const drafts: string[] = []
    for (let n = 0; n < 40; n += 1) {
      const draft = String((await acts('reports.begin', {}))['draft'])
      await acts('reports.choose', { draft, category: 'lamp-out' })
      drafts.push(draft)
    }
    return { report: found.number, drafts }
  } finally {
    await city.close()
  }
}
