import { useHere } from '#core/pages'
import type { Place } from '#core/record'
import { ButtonLink, Code, Prose, Proven, Section, Summary, When } from '#design'

const WAYS = ['browser', 'program', 'hand'] as const

/** Every witness by name, and when it saw the entry in the log. */
function Witnesses({ witnesses }: Pick<Place, 'witnesses'>) {
  const { say } = useHere()
  if (witnesses.length === 0) return null
  return (
    <Summary
      title={say('record.witnesses')}
      rows={witnesses.map(({ name, at }) => ({
        key: name,
        value: at === null ? say('record.witness.not') : <When at={at} />,
      }))}
    />
  )
}

/** Where an entry stands, who has seen it there, the proof to take away, and how to check it. */
export function Proof({ id, place }: { id: string; place: Place }) {
  const { say } = useHere()
  return (
    <Section title={say('record.proof')} id="proof">
      <Proven {...place}>
        {place.proved && say('record.place', { position: place.position ?? 0 })}
      </Proven>
      {place.proved ? (
        <>
          <p>
            <ButtonLink href={`/record/proof/${id}.tlog-proof`} kind="secondary">
              {say('record.prove')}
            </ButtonLink>
          </p>
          <Prose>
            <p>{say('record.proof.text')}</p>
            <ul>
              {WAYS.map((way) => (
                <li key={way}>
                  {say(`record.proof.${way}`)}{' '}
                  {way === 'browser' && <a href="/record/check">{say('record.proof.toBrowser')}</a>}
                </li>
              ))}
            </ul>
          </Prose>
          <Code text={`./bin/cityright verify ${id}.tlog-proof --policy policy.txt`} />
          <Witnesses witnesses={place.witnesses} />
        </>
      ) : (
        <Prose>
          <p>{say('record.proof.waits')}</p>
        </Prose>
      )}
    </Section>
  )
}
