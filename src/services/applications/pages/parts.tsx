/** What the pages of this service share: what an application asks, in sentences. */
import { useHere } from '#core/pages'
import { Summary } from '#design'
import { type Facts, inLanguage, type Need } from '../model.ts'

export const home = (say: (key: string) => string) => ({
  href: '/applications',
  text: say('applications.list'),
})

/** Where an application is: all its addresses are on one host. */
export const hostOf = ({ returns: [first = ''] }: Pick<Facts, 'returns'>) =>
  URL.parse(first)?.host ?? first

/** One claim as a sentence, with the application's own reason. */
export function Asks({ need }: { need: Need }) {
  const { say, language } = useHere()
  const reason = inLanguage(need.reason, language)
  return (
    <>
      <strong>{say(`applications.hands.${need.claim}`)}</strong>
      {reason && (
        <>
          {' '}
          <span dir="auto">{reason}</span>
        </>
      )}
    </>
  )
}

/** Everything an application learns, also what it does not ask for. */
function Learns({ needs, stays }: Pick<Facts, 'needs' | 'stays'>) {
  const { say } = useHere()
  return (
    <ul>
      <li>{say('applications.hands.sub')}</li>
      {needs.map((need) => (
        <li key={need.claim}>
          <Asks need={need} /> {say(need.must ? 'applications.must' : 'applications.free')}
        </li>
      ))}
      {stays && <li>{say('applications.hands.stays')}</li>}
    </ul>
  )
}

/** Everything that is registered of an application, one line each. */
export function FactsOf({ facts }: { facts: Facts }) {
  const { say, language } = useHere()
  const { needs, stays, contact } = facts
  return (
    <Summary
      rows={[
        { key: say('applications.words'), value: inLanguage(facts.purpose, language) },
        {
          key: say('applications.learns'),
          value: <Learns needs={needs} stays={stays} />,
        },
        {
          key: say('applications.where'),
          value: <bdi>{hostOf(facts)}</bdi>,
        },
        {
          key: say('applications.contact'),
          value: <a href={`mailto:${contact}`}>{contact}</a>,
        },
        {
          key: say('applications.kind'),
          value: say(`applications.kind.${facts.kind}`),
        },
      ]}
    />
  )
}
