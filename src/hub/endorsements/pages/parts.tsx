/** Parts that several pages of endorsing show. */
import { useHere } from '#core/pages'
import { Section, Tag, When } from '#design'
import type { Say } from '#core/text'
import type { ComponentChildren } from 'preact'
import { type Proof, proofs, type Stands, type State } from '../model.ts'
import type { Application, Domain } from '../store/rows.ts'
import { APPLICATION_TONES, STANDS } from './tones.ts'

/** Where an application stands, in a word or two. */
export function StateTag({ state }: { state: State }) {
  const { say } = useHere()
  return <Tag tone={APPLICATION_TONES[state]}>{say(`endorsements.application.${state}`)}</Tag>
}

/** A date without a time, as people write it. */
export function Day({ on }: { on: string }) {
  return <When at={`${on}T12:00:00.000Z`} style="date" />
}

/** The way back from every page of endorsing. */
export const trail = (say: Say) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/endorse', text: say('endorsements.endorse') },
]

/** What proofs rest on, as a page shows it. */
export interface ProofsProps {
  readonly application: Application
  readonly domains: readonly Domain[]
  readonly standing: Partial<Record<Proof, Stands>>
}

function Servers({ domain }: { domain: Domain }) {
  const { say } = useHere()
  if (domain.answers.length === 0) return null
  return (
    <ul>
      {domain.answers.map((one, index) => (
        <li key={index}>
          <bdi>{one.server}</bdi> ·{' '}
          {say(`endorsements.server.${one.authority ? 'authority' : 'resolver'}`)} ·{' '}
          {say(`endorsements.outcome.${one.outcome}`)}
        </li>
      ))}
    </ul>
  )
}

function DomainProof({ domain }: { domain: Domain }) {
  const { say } = useHere()
  const { passedAt, checkedAt, method, dnssec, reason, flaggedAt } = domain
  return (
    <div>
      <p>
        <bdi>{domain.domain}</bdi>{' '}
        {flaggedAt !== null && <Tag tone="error">{say('endorsements.flag.domain')}</Tag>}
      </p>
      {passedAt !== null && method !== null && (
        <p>
          {say(`endorsements.method.${method}`)} · <When at={passedAt} style="date" /> ·{' '}
          {say(dnssec ? 'endorsements.dnssec.yes' : 'endorsements.dnssec.no')}
        </p>
      )}
      {domain.keyPrints.length > 0 && (
        <p>
          {say('endorsements.keyPrints')}{' '}
          <code>
            <bdi>{domain.keyPrints.join(', ')}</bdi>
          </code>
        </p>
      )}
      {reason !== null && <p>{say(`endorsements.reason.${reason}`)}</p>}
      {checkedAt !== null && (
        <p>
          {say('endorsements.checkedAt')} <When at={checkedAt} />
        </p>
      )}
      <Servers domain={domain} />
    </div>
  )
}

function DocumentProof({ application }: { application: Application }) {
  const { say } = useHere()
  const { documentUrl, documentSha256, documentFailure, documentChangedAt } = application
  return (
    <div>
      <p>
        {application.body} · {application.decidedOn && <Day on={application.decidedOn} />} ·{' '}
        {application.reference}
      </p>
      {documentUrl !== null && (
        <p>
          <a href={documentUrl} rel="nofollow noreferrer">
            <bdi>{documentUrl}</bdi>
          </a>
        </p>
      )}
      {documentSha256 !== null && (
        <p>
          SHA-256 <code>{documentSha256}</code>
        </p>
      )}
      {documentChangedAt !== null && (
        <p>
          <Tag tone="error">{say('endorsements.flag.authority')}</Tag>
        </p>
      )}
      {documentFailure !== null && <p>{say(`endorsements.document.${documentFailure}`)}</p>}
    </div>
  )
}

function OfficialProof({
  application: { officialWay, officialLink },
}: {
  application: Application
}) {
  const { say } = useHere()
  if (officialWay === null || officialLink === null) return null
  return (
    <p>
      {say(`endorsements.vouch.way.${officialWay}`)}:{' '}
      <a href={officialLink} rel="nofollow noreferrer">
        <bdi>{officialLink}</bdi>
      </a>
    </p>
  )
}

function ContactsProof({ application }: { application: Application }) {
  const { say } = useHere()
  const { mailboxConfirmedAt, signerConfirmedAt } = application
  const yes = (at: string | null) => say(`endorsements.confirmed.${at === null ? 'no' : 'yes'}`)
  return (
    <ul>
      <li>
        {say('endorsements.role.mailbox')}: {yes(mailboxConfirmedAt)}
      </li>
      <li>
        {say('endorsements.role.signer')}: {yes(signerConfirmedAt)}
      </li>
    </ul>
  )
}

/** The proofs an application needs, each with what it rests on. Mailboxes themselves are not shown. */
export function Proofs({ application, domains, standing }: ProofsProps) {
  const { say } = useHere()
  const parts: Record<Proof, ComponentChildren> = {
    domain: (
      <>
        {domains.map((one) => (
          <DomainProof key={one.domain} domain={one} />
        ))}
      </>
    ),
    official: <OfficialProof application={application} />,
    authority: <DocumentProof application={application} />,
    contacts: <ContactsProof application={application} />,
  }
  return (
    <>
      {proofs.map((proof) => {
        const stands = standing[proof]
        if (stands === undefined) return null
        return (
          <Section key={proof} title={say(`endorsements.proof.${proof}`)} id={`proof-${proof}`}>
            <p>
              <Tag tone={STANDS[stands]}>{say(`endorsements.stands.${stands}`)}</Tag>
            </p>
            {parts[proof]}
          </Section>
        )
      })}
    </>
  )
}
