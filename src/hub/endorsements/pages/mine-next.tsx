/** What a city does next with its application. */
import { useHere } from '#core/pages'
import {
  ButtonLink,
  ButtonRow,
  Details,
  Does,
  Form,
  Keepsake,
  Notice,
  Section,
  When,
  Words,
} from '#design'
import { appeal, checkAgain, renew, submit } from '../actions/follow.ts'
import { CHALLENGE, CHALLENGE_PATH, hostOf } from '../model/domains.ts'
import type { Application, Domain } from '../store/rows.ts'

interface Mine {
  readonly code: string
  readonly application: Application
  readonly domains: readonly Domain[]
  /** How many appeals were made. */
  readonly appeals: number
}

function Token({ domain }: { domain: Domain }) {
  const { say } = useHere()
  const host = hostOf(domain.domain)
  return (
    <Section title={domain.domain} id={`token-${host}`}>
      <p>{say('endorsements.token.dns', { name: `${CHALLENGE}.${host}` })}</p>
      <Keepsake label="TXT" value={`cityright-endorse=${domain.token}`} />
      <p>{say('endorsements.token.web', { path: `https://${host}${CHALLENGE_PATH}` })}</p>
      <Keepsake label={say('endorsements.token.text')} value={domain.token} />
      <p>{say('endorsements.token.key', { name: `_cityright-key.${host}` })}</p>
      <p>
        {say('endorsements.token.until')} <When at={domain.tokenUntil} style="date" />
      </p>
    </Section>
  )
}

function Changes({ code, application: { wanted } }: Mine) {
  const { say } = useHere()
  return (
    <Notice tone="warning" title={say('endorsements.next.changes')}>
      {wanted !== null && <Words text={wanted} />}
      <ButtonRow>
        <ButtonLink href={`/endorse/draft/${code}/decision`}>
          {say('endorsements.next.change')}
        </ButtonLink>
      </ButtonRow>
      <Does action={submit} with={{ code }} label="endorsements.next.again" />
    </Notice>
  )
}

/** The one thing the city does next, if anything waits for it. */
export function Next(mine: Mine) {
  const { say, problem } = useHere()
  const { code, application, domains, appeals } = mine
  const { state } = application
  const open = domains.filter(({ passedAt }) => passedAt === null)
  if (state === 'changes_requested') return <Changes {...mine} />
  if (state === 'refused' && appeals === 0) {
    return (
      <Details summary={say('endorsements.appeal')} open={problem?.action === appeal.name}>
        <Form action={appeal} with={{ code }} />
      </Details>
    )
  }
  if (state !== 'submitted' && state !== 'checking') return null
  return (
    <>
      <Notice title={say('endorsements.next.prove')}>
        <p>{say('endorsements.next.prove.text')}</p>
      </Notice>
      {open.map((domain) => (
        <Token key={domain.domain} domain={domain} />
      ))}
      <ButtonRow>
        <Does action={checkAgain} with={{ code }} kind="primary" />
        <Does action={renew} with={{ code }} />
        {state === 'checking' && (
          <a href={`/endorse/draft/${code}/decision`}>{say('endorsements.next.change')}</a>
        )}
      </ButtonRow>
    </>
  )
}
