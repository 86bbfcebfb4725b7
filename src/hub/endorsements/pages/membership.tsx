/** The endorsement of one city: since when, by which proofs, until when it is affirmed, and whether it is silent. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import {
  ButtonLink,
  ButtonRow,
  Details,
  Does,
  Form,
  Layout,
  Notice,
  Section,
  Summary,
  Tag,
  Words,
} from '#design'
import { listVersions } from '#hub/declaration'
import { z } from 'zod'
import { dropHold, end, hold, resume } from '../actions/members.ts'
import { publicProofsOf } from '../advance.ts'
import { AFFIRM_MONTHS } from '../model.ts'
import { monthsAfter } from '../model/days.ts'
import { byNumber } from '../store/applications.ts'
import { findHearing, readMember } from '../store/members.ts'
import { Day, Proofs, trail } from './parts.tsx'
import { MEMBER_TONES } from './tones.ts'

type Membership = Awaited<ReturnType<typeof membershipPage.load>>

function Facts({ member, newest }: Membership) {
  const { say, now } = useHere()
  const { decidedOn, publishedOn, declaration, heardOn, state, successor } = member
  const affirm = decidedOn === null ? null : monthsAfter(decidedOn, AFFIRM_MONTHS)
  const late = affirm !== null && affirm < now.slice(0, 10) && state === 'member'
  const day = (on: string | null) => (on === null ? '–' : <Day on={on} />)
  return (
    <Summary
      rows={[
        {
          key: say('endorsements.desk.state'),
          value: <Tag tone={MEMBER_TONES[state]}>{say(`endorsements.state.${state}`)}</Tag>,
        },
        ...(successor === null
          ? []
          : [
              {
                key: say('endorsements.successor'),
                value: <a href={`/cities/${successor}`}>{successor}</a>,
              },
            ]),
        { key: say('endorsements.decidedOn'), value: day(decidedOn) },
        { key: say('endorsements.publishedOn'), value: day(publishedOn) },
        { key: say('endorsements.declaration'), value: declaration ?? '–' },
        { key: say('endorsements.heardOn'), value: day(heardOn) },
        {
          key: say('endorsements.affirmBy'),
          value: (
            <>
              {day(affirm)} {late && <Tag tone="warning">{say('endorsements.affirmLate')}</Tag>}{' '}
              {declaration !== null && newest !== null && newest > declaration && (
                <Tag tone="info">{say('endorsements.newerVersion', { version: newest })}</Tag>
              )}
            </>
          ),
        },
      ]}
    />
  )
}

function Hearing({ hearing }: Membership) {
  const { say } = useHere()
  if (!hearing) return null
  const title = say(`endorsements.hearing.${hearing.outcome ?? 'open'}`)
  return (
    <Notice tone="warning" title={title}>
      <p>
        {say('endorsements.hearing.since')} <Day on={hearing.since} /> ·{' '}
        {say('endorsements.hearing.until')} <Day on={hearing.until} />
      </p>
      {hearing.answer !== null && <Words text={hearing.answer} />}
    </Notice>
  )
}

function Secretariat({ member: { city, state }, hearing }: Membership) {
  const { say, by } = useHere()
  if (!by?.permissions.includes('endorsements.hold')) return null
  const open = hearing?.outcome === null
  return (
    <Section title={say('endorsements.secretariat')} id="secretariat">
      {open && (
        <ButtonRow>
          <Does action={hold} with={{ city }} kind="danger" />
          <Does action={dropHold} with={{ city }} />
        </ButtonRow>
      )}
      {state === 'on_hold' && (
        <ButtonRow>
          <Does action={resume} with={{ city }} kind="primary" />
        </ButtonRow>
      )}
      {state !== 'ended' && state !== 'withdrawn' && (
        <Details summary={say('endorsements.end')}>
          <Form action={end} with={{ city }} kind="danger" />
        </Details>
      )}
    </Section>
  )
}

export const membershipPage = page({
  name: 'endorsements.membership',
  path: '/cities/:city/endorsement',
  who: anyone,
  input: z.object({ city: z.string().max(120), language: z.string().max(10).optional() }),
  async load({ input, tx }) {
    const member = await readMember(tx, input.city)
    const of = member.application === null ? null : await byNumber(tx, member.application)
    const [newest] = await listVersions(tx)
    return {
      member,
      newest: newest?.version ?? null,
      hearing: (await findHearing(tx, input.city)) ?? null,
      shown: of && (await publicProofsOf(tx, of)),
    }
  },
  view: (data, { say }) => {
    const { member, shown } = data
    const query = (kind: string) => {
      const words = new URLSearchParams({ kind, city: member.city, name: member.name })
      return `/endorse/new?${words}`
    }
    const gone = member.state === 'withdrawn' || member.state === 'ended'
    const kind = member.state === 'historic' || gone ? 'join' : 'reaffirm'
    return (
      <Layout
        title={say('endorsements.membershipOf', { city: member.name })}
        breadcrumb={[...trail(say), { href: `/cities/${member.city}`, text: member.name }]}
        actions={
          member.state !== 'ended' && (
            <ButtonLink href={query(kind)}>{say(`endorsements.new.${kind}`)}</ButtonLink>
          )
        }
      >
        <Hearing {...data} />
        <Facts {...data} />
        {shown && <Proofs {...shown} />}
        {shown && (
          <p>
            <a href={`/endorsements/${shown.application.number}`}>
              {say('endorsements.publicPage')}
            </a>
          </p>
        )}
        {!gone && (
          <p>
            <a href={query('withdraw')}>{say('endorsements.new.withdraw')}</a>
          </p>
        )}
        <Secretariat {...data} />
      </Layout>
    )
  },
})
