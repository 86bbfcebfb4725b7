/** The answer as a letter: what was decided, why, and what can be done about it (GDPR art. 12(4)). */
import { useHere } from '#core/pages'
import { reveal } from '#core/vault'
import { type Personal, Section, Words } from '#design'
import type { ProtectionConfig } from '../config.ts'
import { articleOf, numberOf } from '../model/kinds.ts'
import type { Shown } from '../store/rows.ts'

type Secret = Parameters<typeof Personal>[0]['value']

interface LetterProps {
  readonly request: Shown
  readonly answer: Secret | undefined
  readonly authority: ProtectionConfig['authority']
  readonly sink: 'self-view' | 'staff-view'
}

/** Supervisory authority and court: told with every answer that is not all that was asked. */
function Remedies({ authority }: Pick<LetterProps, 'authority'>) {
  const { say, language } = useHere()
  const name = authority?.name[language] ?? authority?.name['en'] ?? say('protection.authority')
  return (
    <>
      <p>{say('protection.letter.remedy')}</p>
      <ul>
        <li>
          {say('protection.letter.authority')}{' '}
          {authority?.url ? <a href={authority.url}>{name}</a> : name}
        </li>
        <li>{say('protection.letter.court')}</li>
      </ul>
    </>
  )
}

/** The letter, to be read and printed. */
export function Letter({ request, answer, authority, sink }: LetterProps) {
  const { say, city } = useHere()
  const { id, kind, outcome, ground, finding, answeredAt } = request
  if (outcome === null || answeredAt === null) return null
  const number = numberOf(id)
  return (
    <Section title={say('protection.letter')} id="answer">
      <div class="cr-prose">
        <p>
          <strong>{city.name}</strong>
          <br />
          {say('protection.letter.from')}
          <br />
          {say('protection.letter.on', { on: say.date(answeredAt, 'long'), number })}
        </p>
        <p>
          <strong>{say(`protection.letter.${outcome}`, { article: articleOf[kind] })}</strong>
        </p>
        {finding && <p>{say(`protection.letter.${finding}`)}</p>}
        {ground && <p>{say(`protection.ground.${ground}`)}</p>}
      </div>
      {answer ? <Words text={reveal(answer, sink)} /> : <p>{say('protection.letter.gone')}</p>}
      <div class="cr-prose">
        <Remedies authority={authority} />
      </div>
    </Section>
  )
}
