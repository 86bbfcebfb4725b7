/** The counts of the register, made anew every night; and what the record is told of it. */
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { job } from '#core/jobs'
import { addDays, dateIn, dayBegins } from '#core/kernel'
import { recorder } from '#core/record'
import { z } from 'zod'
import { activity } from './entries.ts'
import { publicReads } from './model.ts'
import { activitiesOf, activityHash, type Declaring } from './register.ts'
import { listKnown, setKnown, setTally } from './store/register.ts'

/** Days after which something that nobody read is proposed to be dropped. */
const UNREAD_DAYS = 90
/** Before this nobody read anything. */
const FIRST = '2018-05-25T00:00:00.000Z'

/** Counts reads, what is unread and what was delayed. The vault counts; the city gets numbers. */
export const tally = job({
  name: 'processing.tally',
  input: z.object({}),
  every: '15 2 * * *',

  async run({ db, vault, now, city }) {
    const { zone } = city
    const today = dateIn(now, zone)
    const since = dayBegins(addDays(today, -UNREAD_DAYS), zone)
    const { oversight } = vault
    const months = await oversight.reads({ from: FIRST, zone })
    const reads = [...Map.groupBy(months, ({ purpose }) => purpose)].flatMap(([purpose, of]) =>
      publicReads(of, today.slice(0, 7)).map((one) => ({ purpose, ...one })),
    )
    const unread = await oversight.unread(since)
    const delayed = await oversight.delayed(zone)
    await db.transact((tx) => setTally(tx, { reads, unread, delayed, at: now, since }))
  },
})

/** The vault is told that an assessment is published: until then it reads nothing that needs it (GDPR art. 35). */
export const openReading = job({
  name: 'processing.open-reading',
  input: z.object({ code: z.string() }),

  async run({ vault, input }) {
    await vault.oversight.assessed(input.code)
  },
})

interface Starting {
  readonly tx: Tx
  readonly now: string
  readonly city: CityFacts
  readonly declared: Declaring
}

/** What the register says of a purpose is on the public record, and again when it says otherwise. */
export async function recordActivities({ tx, now, city, declared }: Starting): Promise<void> {
  const record = recorder(tx, { by: 'operator', now, service: 'processing' })
  const known = new Map((await listKnown(tx)).map(({ purpose, hash }) => [purpose, hash]))
  for (const one of activitiesOf(declared, city)) {
    const hash = activityHash(one)
    if (known.get(one.id) === hash) continue
    if (!(await setKnown(tx, { purpose: one.id, hash, at: now }))) continue
    const { id: purpose, version, recipients, dpia } = one
    const transfers = one.transfers.map(({ country }) => country)
    const body = { purpose, version, recipients: [...recipients], transfers, hash }
    const subject = `/processing/${purpose}`
    await record(activity, { ...body, ...(dpia === null ? {} : { dpia }) }, { subject })
  }
}
