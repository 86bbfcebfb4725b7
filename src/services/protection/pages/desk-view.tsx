/** The desk's page of one request: the next step first, then what was asked, then what happened. */
import { useHere } from '#core/pages'
import { type Personal as Secret, reveal } from '#core/vault'
import { Columns, Layout, Notice, Personal, Section, Summary, When, Words } from '#design'
import { articleOf, numberOf } from '../model/kinds.ts'
import { OtherSteps } from './desk-others.tsx'
import type { DeskRequestData } from './desk-request.tsx'
import { NextStep } from './desk-steps.tsx'
import { Letter } from './letter.tsx'
import { aboutWords, AccessFacts, Clock, Events, State } from './parts.tsx'
import { WhoWasTold } from './request-view.tsx'

function Facts({ request, today, unit, name }: DeskRequestData) {
  const { say } = useHere()
  const { identified, explainBy, breach, finding } = request
  const about = aboutWords(request, say)
  const row = (key: string, value: string | null) =>
    value === null ? [] : [{ key: say(`protection.column.${key}`), value: <bdi>{value}</bdi> }]
  const open = request.state === 'received' || request.state === 'handling'
  return (
    <Summary
      title={say('protection.standing')}
      rows={[
        { key: say('protection.column.state'), value: <State request={request} /> },
        ...(open
          ? [
              {
                key: say('protection.column.left'),
                value: <Clock request={request} today={today} />,
              },
              {
                key: say('protection.column.due'),
                value: <When at={request.dueOn} style="date" />,
              },
            ]
          : []),
        { key: say('protection.column.received'), value: <When at={request.receivedAt} /> },
        ...row('about', about),
        ...row('right', say('protection.right', { article: articleOf[request.kind] })),
        ...(name
          ? [
              {
                key: say('protection.column.asker'),
                value: <Personal value={name} sink="staff-view" />,
              },
            ]
          : []),
        ...row('identity', say(`protection.identity.${identified ?? 'account'}`)),
        ...row('unit', unit),
        ...row('explain-by', explainBy && say.date(explainBy)),
        ...row('finding', finding && say(`protection.finding.${finding}`)),
        ...row('breach', breach),
      ]}
    />
  )
}

type Value = Secret<string, any> | undefined

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

/** One request on the desk. */
export function DeskRequestView(data: DeskRequestData) {
  const { say } = useHere()
  const { request, words, access, recipients, events, authority, over } = data
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
        {over && <p>{say('protection.over')}</p>}
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
