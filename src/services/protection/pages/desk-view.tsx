/** The desk's page of one request: the next step first, then what was asked, then what happened. */
import { useHere } from '#core/pages'
import { reveal } from '#core/vault'
import { Columns, Layout, Notice, Personal, Section, Summary, Words } from '#design'
import { numberOf } from '../model/kinds.ts'
import { Facts } from './desk-facts.tsx'
import { OtherSteps } from './desk-others.tsx'
import type { DeskRequestData } from './desk-request.tsx'
import { NextStep } from './desk-steps.tsx'
import { Letter } from './letter.tsx'
import { AccessFacts, Events } from './parts.tsx'
import { WhoWasTold } from './request-view.tsx'

type Value = Parameters<typeof Personal>[0]['value'] | undefined

function Said({ title, id, value }: { title: string; id: string; value: Value }) {
  return value ? (
    <Section title={title} id={id}>
      <Words text={reveal(value, 'staff-view')} />
    </Section>
  ) : null
}

/** The value as it is, and as it should be. */
function Compare({ request, words, present }: DeskRequestData) {
  const { say } = useHere()
  const { field } = request
  if (field === null || !present) return null
  const shown = (value: Value) =>
    value ? <Personal value={value} sink="staff-view" /> : say('protection.no-value')
  return (
    <Summary
      title={say('protection.compare')}
      rows={[
        { key: say('protection.compare.now'), value: shown(present[field]) },
        { key: say('protection.compare.asked'), value: shown(words?.['request.correction']) },
      ]}
    />
  )
}

function Unlawful({ request }: DeskRequestData) {
  const { say } = useHere()
  if (request.finding !== 'unlawful' || request.breach !== null) return null
  return (
    <Notice tone="warning" title={say('protection.unlawful')}>
      <p>{say('protection.unlawful.text')}</p>
    </Notice>
  )
}

/** Why the words are not here. */
function Readable({ over, words }: DeskRequestData) {
  const { say } = useHere()
  if (over) return <p>{say('protection.over')}</p>
  if (words !== null) return null
  return (
    <Notice tone="warning" title={say('protection.unreadable')}>
      <p>{say('protection.unreadable.text')}</p>
    </Notice>
  )
}

/** One request on the desk. */
export function DeskRequestView(data: DeskRequestData) {
  const { say } = useHere()
  const { request, words, access, recipients, events, authority } = data
  return (
    <Layout
      title={say(`protection.kind.${request.kind}`)}
      eyebrow={numberOf(request.id)}
      breadcrumb={[{ href: '/protection/desk', text: say('protection.desk') }]}
      wide
    >
      <Columns aside={<Facts {...data} />}>
        <Unlawful {...data} />
        <NextStep {...data} />
        <Readable {...data} />
        <Said title={say('protection.asked-words')} id="words" value={words?.['request.wish']} />
        <Compare {...data} />
        {access && <AccessFacts access={access} title={say('protection.access')} />}
        <Said
          title={say('protection.explanation')}
          id="explanation"
          value={words?.['request.explanation']}
        />
        <Letter
          request={request}
          answer={words?.['request.letter']}
          authority={authority}
          sink="staff-view"
        />
        <WhoWasTold recipients={recipients} />
        <OtherSteps {...data} />
        <Section title={say('protection.history')} id="history">
          <Events events={events} />
        </Section>
      </Columns>
    </Layout>
  )
}
