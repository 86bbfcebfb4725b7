import type { LogHead } from '#core/record'
import { useHere } from '#core/pages'
import { ButtonLink, Prose } from '#design'

/** Where an entry stands in the log, and who has seen it there. */
export interface Place {
  readonly position: number | null
  /** True when a signed checkpoint covers it, so that a proof can be downloaded. */
  readonly proved: boolean
  /** Witnesses that cosigned a checkpoint that covers it, and how many the city asks. */
  readonly seen: number
  readonly asked: number
  /** When the last of them did. */
  readonly at: string | null
}

/** What the log says of the entry at this position. */
export function placeOf(position: number | null, head: LogHead | undefined): Place {
  const covered = position !== null && head !== undefined && head.size > position
  const witnesses = head?.witnesses ?? []
  const seen =
    covered && (head.witnessedSize ?? 0) > position
      ? witnesses.flatMap(({ at }) => (at === null ? [] : [at]))
      : []
  const at = seen.toSorted().at(-1) ?? null
  return { position, proved: covered, seen: seen.length, asked: witnesses.length, at }
}

/** Whether other cities have seen the entry, the proof to take away, and how to check it. */
export function Proof({ id, place }: { id: string; place: Place }) {
  const { say, now } = useHere()
  const { seen, asked, at } = place
  if (!place.proved) return <Prose>{say('record.proof.waits')}</Prose>
  return (
    <Prose>
      <p>{say('record.place', { position: place.position ?? 0 })}</p>
      <p>
        {at === null
          ? say('record.witnessed.none')
          : say('record.witnessed', { seen, asked, ago: say.ago(at, now) })}
      </p>
      <p>
        <ButtonLink href={`/record/proof/${id}.tlog-proof`} kind="secondary">
          {say('record.prove')}
        </ButtonLink>
      </p>
      <p>{say('record.proof.text')}</p>
    </Prose>
  )
}
