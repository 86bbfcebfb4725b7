/** What the city does at night with personal data: it erases what is due, and makes accesses provable. */
import { type Job, job } from '#core/jobs'
import { dateIn } from '#core/kernel'
import { accessBatch, erasureBatch, recorder, retentionRun } from '#core/record'
import { folderOf } from '#services/folder'
import { sealedIn, type SealFacts, wasSealed } from '#core/vault'
import type { RunningCity } from '#core/web'
import { z } from 'zod'

type Base = Omit<RunningCity, 'jobs' | 'limits' | 'declared'>
/** What a night needs of a city. */
export type Night = Pick<Base, 'db' | 'channel' | 'facts'>

/** Rounds of one night; more than that is left for the next. */
const ROUNDS = 10_000

/** Erases what is due, and says on the record how much at least. Gives how much it was. */
export async function retire({ db, channel, facts }: Night, now: string): Promise<number> {
  const { upkeep } = channel('operator')
  const { accessYears } = folderOf(facts)
  let total = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const { erased, accesses, more } = await upkeep.retention(now, accessYears)
    total += Object.values(erased).reduce((sum, count) => sum + count, accesses)
    if (!more) break
  }
  if (total === 0) return 0
  const [day, atLeast] = [dateIn(now, facts.zone), total - (total % 10)]
  await db.transact((tx) =>
    recorder(tx, { by: 'retention', now, service: 'vault' })(retentionRun, { day, atLeast }),
  )
  return total
}

/** Puts one batch on the record, once, however often it is tried. */
async function place({ db }: Night, of: SealFacts, now: string): Promise<string> {
  const { seal, kind, ...body } = of
  const what = kind === 'access' ? accessBatch : erasureBatch
  return db.transact(async (tx) => {
    const before = await sealedIn(tx, seal)
    if (before) return before
    const record = recorder(tx, { by: 'operator', now, service: 'vault' })
    const entry = await record(what, body)
    await wasSealed(tx, seal, { entry, at: now })
    return entry
  })
}

/** Puts the roots of what was read and erased on the record; gives how many batches there were. */
export async function sealNight(night: Night, now: string): Promise<number> {
  const { upkeep } = night.channel('operator')
  const seals = await upkeep.seals(now, night.facts.zone)
  for (const one of seals) await upkeep.sealPlaced(one.seal, await place(night, one, now))
  return seals.length
}

/** The jobs of the night, by the city's clocks. */
export function nightly(base: Base): Job[] {
  return [
    job({
      name: 'vault.seals',
      input: z.object({}),
      every: '15 0 * * *',
      async run({ now }) {
        await sealNight(base, now)
      },
    }),
    job({
      name: 'vault.retention',
      input: z.object({}),
      every: '45 1 * * *',
      async run({ now }) {
        await retire(base, now)
      },
    }),
  ]
}
