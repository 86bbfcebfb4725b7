/** A request as whoever asked it sees it: where it stands, the answer, one's own words, who was told. */
import { useHere } from '#core/pages'
import { reveal } from '#core/vault'
import { Notice, type Personal, Section, Summary, Table, Tag, When, Words } from '#design'
import { articleOf } from '../model/kinds.ts'
import type { Shown, Event, Recipient } from '../store/rows.ts'
import type { ProtectionConfig } from '../config.ts'
import { Letter } from './letter.tsx'
import { aboutWords, AccessFacts, Clock, Events, Standstill, State } from './parts.tsx'

type Access = Parameters<typeof AccessFacts>[0]['access']
type Value = Parameters<typeof Personal>[0]['value'] | undefined

interface RequestProps {
  readonly request: Shown
  readonly events: readonly Event[]
  readonly recipients: readonly (Recipient & { readonly name: string | null })[]
  readonly authority: ProtectionConfig['authority']
  readonly today: string
  readonly words: {
    readonly 'request.wish'?: Value
    readonly 'request.correction'?: Value
    readonly 'request.letter'?: Value
    readonly 'request.explanation'?: Value
  }
  readonly access: Access | null
}

/** Where it stands, and until when it is answered. */
function Standing({ request, today }: RequestProps) {
  const { say } = useHere()
  const open = request.state === 'received' || request.state === 'handling'
  const about = aboutWords(request, say)
  const { extendedWhy } = request
  return (
    <Summary
      title={say('protection.standing')}
      rows={[
        { key: say('protection.column.state'), value: <State request={request} /> },
        ...(open
          ? [
              {
                key: say('protection.column.due'),
                value: (
                  <>
                    <When at={request.dueOn} style="date" />{' '}
                    <Clock request={request} today={today} />
                  </>
                ),
              },
            ]
          : []),
        ...(extendedWhy
          ? [{ key: say('protection.why-longer'), value: say(`protection.delay.${extendedWhy}`) }]
          : []),
        { key: say('protection.column.received'), value: <When at={request.receivedAt} /> },
        ...(about ? [{ key: say('protection.column.about'), value: <bdi>{about}</bdi> }] : []),
        {
          key: say('protection.column.right'),
          value: say('protection.right', { article: articleOf[request.kind] }),
        },
      ]}
    />
  )
}

/** Who was shown the value that was corrected, and who knows by now (GDPR art. 19). */
export function WhoWasTold({ recipients }: Pick<RequestProps, 'recipients'>) {
  const { say } = useHere()
  if (recipients.length === 0) return null
  const title = say('protection.recipients')
  const state = ({ kind, toldAt, acknowledgedAt }: Recipient) => {
    if (kind === 'service') return <Tag tone="success">{say('protection.reads-itself')}</Tag>
    if (acknowledgedAt) return <Tag tone="success">{say('protection.taken-over')}</Tag>
    if (toldAt) return <Tag tone="info">{say('protection.was-told')}</Tag>
    return <Tag tone="warning">{say('protection.not-told')}</Tag>
  }
  return (
    <Section title={title} id="recipients">
      <p>{say('protection.recipients.text')}</p>
      <Table
        caption={title}
        quiet
        head={['who', 'last', 'knows'].map((name) => say(`protection.column.${name}`))}
        rows={recipients.map((one) => [
          one.kind === 'service' && say.has(`service.${one.code}`)
            ? say('protection.service', { service: say(`service.${one.code}`) })
            : (one.name ?? one.code),
          <When at={one.lastAt} style="date" />,
          state(one),
        ])}
      />
    </Section>
  )
}

function Said({ title, id, value }: { title: string; id: string; value: Value }) {
  return value ? (
    <Section title={title} id={id}>
      <Words text={reveal(value, 'self-view')} />
    </Section>
  ) : null
}

/** The whole request. */
export function RequestView(props: RequestProps) {
  const { say } = useHere()
  const { request, events, recipients, authority, words, access } = props
  const waits = request.state === 'received' || request.state === 'handling'
  return (
    <>
      {request.pausedOn !== null && <Standstill guest={request.identified !== null} />}
      {waits && request.pausedOn === null && (
        <Notice title={say('protection.waits')}>
          <p>{say('protection.waits.text')}</p>
        </Notice>
      )}
      <Letter
        request={request}
        answer={words['request.letter']}
        authority={authority}
        sink="self-view"
      />
      <Standing {...props} />
      <Said title={say('protection.own-words')} id="words" value={words['request.wish']} />
      <Said title={say('protection.own-value')} id="value" value={words['request.correction']} />
      {access && <AccessFacts access={access} title={say('protection.access')} own />}
      <Said
        title={say('protection.explanation')}
        id="explanation"
        value={words['request.explanation']}
      />
      <WhoWasTold recipients={recipients} />
      <Section title={say('protection.history')} id="history">
        <Events events={events} />
      </Section>
    </>
  )
}
