/** What recording costs an action: the same action with its entry and without, in turn, in one process. */
import { perform } from '#core/actions'
import type { Database } from '#core/database'
import { sql } from '#core/database'
import { newId } from '#core/kernel'
import { z } from 'zod'
import { services } from '../../src/city.ts'
import { openCity } from '../../src/opening/open.ts'
import { settingsFrom } from '../../src/settings.ts'
import type { Environment } from '../programs.ts'
import { importRows } from '../stage.ts'
import { times } from './pages.ts'

const operator = {
  person: null,
  address: 'bench',
  device: 'bench',
  language: 'en',
  operator: true,
} as const

/** Milliseconds of `reports.answer`, half of the times. */
export interface Overhead {
  readonly acts: number
  readonly recorded: number
  readonly silent: number
  /** How much longer it takes with its entry, in percent. */
  readonly percent: number
}

function answering() {
  const action = services
    .flatMap(({ actions }) => actions)
    .find((one) => one.name === 'reports.answer')
  if (!action) throw new Error('there is no action reports.answer')
  const record = () => Promise.resolve(newId(new Date().toISOString()))
  const silent: typeof action = { ...action, run: (work) => action.run({ ...work, record }) }
  return { recorded: action, silent }
}

const open = sql`select 'R-' || number as number, version from reports.report
  where class = 'open' order by number limit 2`
const Open = z.object({ number: z.string(), version: z.number() })
const count = sql`select count(*)::int as n from record.outbox where t = 'reports.answered'`

async function recordedSoFar(db: Database): Promise<number> {
  return (await db.look((tx) => tx.one(count, z.object({ n: z.number() }))))?.n ?? 0
}

/** Each kind of act has a report of its own; which goes first changes every time. */
export async function measureOverhead(
  env: Environment,
  folder: string,
  acts: number,
): Promise<Overhead> {
  await importRows(env, folder, 'cityright', 200)
  const settings = settingsFrom({ ...process.env, ...env, PORT: '0', LOG_LEVEL: 'error' })
  const city = await openCity(settings, { work: false })
  try {
    const both = Object.entries(answering())
    const reports = await city.db.look((tx) => tx.many(open, Open))
    const took: Record<string, number[]> = { recorded: [], silent: [] }
    const before = await recordedSoFar(city.db)
    for (let n = 0; n < acts + 20; n += 1) {
      for (const [at, [how, action]] of (n % 2 === 0 ? both : both.toReversed()).entries()) {
        const report = reports[n % 2 === 0 ? at : 1 - at]
        const version = (report?.version ?? 0) + n
        const values = { number: report?.number, version, text: `The part comes in ${n} days.` }
        const began = performance.now()
        await perform(city, action, operator, { values, form: false })
        if (n >= 20) took[how]?.push(performance.now() - began)
      }
    }
    const entries = (await recordedSoFar(city.db)) - before
    if (entries !== acts + 20) throw new Error(`${entries} entries of ${acts + 20} acts`)
    const [recorded, silent] = [times(took['recorded'] ?? []).p50, times(took['silent'] ?? []).p50]
    return { acts, recorded, silent, percent: Math.round((recorded / silent - 1) * 100) }
  } finally {
    await city.close()
  }
}
