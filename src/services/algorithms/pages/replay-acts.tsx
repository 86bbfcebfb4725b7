/** The two ways to put right what another version would have decided otherwise. */
import { useHere } from '#core/pages'
import { Details, Form, Notice } from '#design'
import { decideAgain, route } from '#services/reports'
import { lookAgainAtOthers } from '../actions/again.ts'

interface Given {
  readonly name: string
  readonly version: number
  readonly from: string
  readonly to: string
  readonly by: string | null
  /** Reports that would be different, are open, and stand with the unit the machine chose. */
  readonly open: number
}

/** To people, or decided again by what runs now; whoever reported it is written to. */
export function Acts({ name, version, from, to, by, open }: Given) {
  const { say } = useHere()
  if (by === null || open === 0) return <Notice title={say('algorithms.replay.no-open')} />
  const about = { name, version: String(version), from, to, by }
  return (
    <>
      <Details summary={say('algorithms.replay.people', { open })}>
        <Form action={lookAgainAtOthers} with={about} fields={['text']} />
      </Details>
      {name === route.name && (
        <Details summary={say('algorithms.replay.again', { open })}>
          <Form action={decideAgain} with={about} fields={['text']} />
        </Details>
      )}
    </>
  )
}
