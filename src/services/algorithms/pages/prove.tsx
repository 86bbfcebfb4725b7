import { readBatchOf, type Taken } from '#core/decisions'
import type { Tx } from '#core/database'
import { dateIn } from '#core/kernel'
import { useHere } from '#core/pages'
import { FEWEST, nextPeriod, readEntry, readHead } from '#core/record'
import { ButtonLink, Prose } from '#design'

/** The batch of a day is made a little after midnight; until then the day counts as today. */
const AFTER = 3_600_000

/** Whether a decision can be proved now; else, what it waits for. */
export type Provable =
  | { readonly state: 'proved'; readonly entry: string; readonly count: number }
  | { readonly state: 'waits' }
  /** `day` is the last one of the period with whose end it is looked at. */
  | { readonly state: 'tonight' | 'held'; readonly day: string }

/** Where the proof of a decision stands. */
export async function provableOf(
  tx: Tx,
  { id, at }: Pick<Taken, 'id' | 'at'>,
  { now, zone }: { readonly now: string; readonly zone: string },
): Promise<Provable> {
  const batch = await readBatchOf(tx, id)
  if (batch === undefined) {
    const today = dateIn(new Date(Date.parse(now) - AFTER).toISOString(), zone)
    const { name, to } = nextPeriod(dateIn(at, zone), today)
    return { state: name === 'day' ? 'tonight' : 'held', day: to }
  }
  const entry = await readEntry(tx, batch)
  const size = (await readHead(tx))?.size ?? 0
  const position = entry?.position ?? null
  if (!entry || position === null || position >= size) return { state: 'waits' }
  return { state: 'proved', entry: batch, count: Number(entry.body['count']) }
}

/** The proof of a decision to take away, and how to check it; or what it waits for. */
export function Prove({ id, provable }: { id: string; provable: Provable }) {
  const { say } = useHere()
  if (provable.state === 'waits') return <Prose>{say('algorithms.prove.waits')}</Prose>
  if (provable.state !== 'proved') {
    const day = say.date(`${provable.day}T12:00:00.000Z`, 'long')
    const key = `algorithms.prove.${provable.state}`
    return <Prose>{say(key, { day, fewest: FEWEST })}</Prose>
  }
  return (
    <Prose>
      <p>
        <ButtonLink href={`/record/proof/${id}.tlog-proof`} kind="secondary">
          {say('algorithms.prove.link')}
        </ButtonLink>
      </p>
      <p>{say('algorithms.prove.how', { count: provable.count })}</p>
      <p>
        <a href={`/record/${provable.entry}`}>{say('algorithms.prove.entry')}</a>
      </p>
    </Prose>
  )
}
