/** Applications in public: what was shown, what was decided, by when; and the forms of reviewers and board. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { actorOf, listEntries, sentenceOf } from '#core/record'
import {
  Card,
  CardList,
  Empty,
  Layout,
  Notice,
  Pager,
  Section,
  Timeline,
  When,
  Words,
} from '#design'
import { z } from 'zod'
import { publicProofsOf } from '../advance.ts'
import { byNumber } from '../store/applications.ts'
import { listActions } from '../store/first-actions.ts'
import { employerOf, listAppeals, listOpinions, listSubmitted } from '../store/reviews.ts'
import { Clock } from './clock.tsx'
import { Actions } from './first-actions.tsx'
import { Board, Reviewing } from './review-forms.tsx'
import { Day, Proofs, StateTag, trail } from './parts.tsx'

const PART = 25
const LAST = 2_147_483_647
const language = z.string().max(10).optional()

export const applicationsPage = page({
  name: 'endorsements.list',
  path: '/endorsements',
  who: anyone,
  keep: 'public',
  input: z.object({ before: z.coerce.number().int().min(1).max(LAST).optional(), language }),
  async load({ input, tx }) {
    const found = await listSubmitted(tx, { before: input.before ?? LAST, most: PART + 1 })
    const all = found.slice(0, PART)
    const next = found.length > PART ? (all.at(-1)?.number ?? null) : null
    return { all, next, first: input.before === undefined }
  },
  view: ({ all, next, first }, { say }) => (
    <Layout
      title={say('endorsements.list')}
      lead={say('endorsements.list.lead')}
      breadcrumb={trail(say)}
    >
      {all.length === 0 && <Empty title={say('endorsements.list.none')} />}
      <CardList stacked label={say('endorsements.list')}>
        {all.map((one) => (
          <Card
            key={one.number}
            level={2}
            title={one.name}
            href={`/endorsements/${one.number}`}
            eyebrow={say(`endorsements.kind.${one.kind}`)}
            tag={<StateTag state={one.state} />}
            foot={one.submittedOn && <Day on={one.submittedOn} />}
          />
        ))}
      </CardList>
      <Pager
        previous={first ? undefined : '/endorsements'}
        next={next ? `/endorsements?before=${next}` : undefined}
      />
    </Layout>
  ),
})

function Appeals({ appeals }: Shown) {
  const { say } = useHere()
  return (
    <>
      {appeals.map((one) => (
        <Section key={one.round} title={say('endorsements.appealed')} id={`appeal-${one.round}`}>
          <p>
            <When at={one.madeAt} style="date" />
          </p>
          <Words text={one.text} />
          {one.answer !== null && (
            <Notice
              tone="neutral"
              title={say(`endorsements.appeal.${one.granted ? 'granted' : 'declined'}`)}
            >
              <Words text={one.answer} />
            </Notice>
          )}
        </Section>
      ))}
    </>
  )
}

function Outcome({ application }: Shown) {
  const { say } = useHere()
  const { missing, state, wanted, publishedOn, city, decidedOn } = application
  return (
    <>
      {state === 'refused' && (
        <Notice tone="error" title={say('endorsements.refusedFor')}>
          <ul>
            {missing.map((proof) => (
              <li key={proof}>{say(`endorsements.proof.${proof}`)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {state === 'changes_requested' && wanted !== null && (
        <Notice tone="warning" title={say('endorsements.next.changes')}>
          <Words text={wanted} />
        </Notice>
      )}
      {publishedOn !== null && city !== null && decidedOn !== null && (
        <Notice tone="success" title={say('endorsements.isPublished')}>
          <p>
            {say('endorsements.decidedOn')} <Day on={decidedOn} /> ·{' '}
            {say('endorsements.publishedOn')} <Day on={publishedOn} /> ·{' '}
            <a href={`/cities/${city}/endorsement`}>{say('endorsements.membership')}</a>
          </p>
        </Notice>
      )}
    </>
  )
}

export const applicationPage = page({
  name: 'endorsements.show',
  path: '/endorsements/:number',
  who: anyone,
  input: z.object({ number: z.string().max(10), language }),
  async load({ input, tx, by, city: hub }) {
    const found = await byNumber(tx, input.number)
    const { number, round } = found
    const reviewer = by.person && by.person.kind !== 'resident' ? by.ref : null
    const opinions = await listOpinions(tx, number)
    return {
      ...(await publicProofsOf(tx, found)),
      actions: await listActions(tx, number),
      appeals: await listAppeals(tx, number),
      entries: await listEntries(tx, { subject: `/endorsements/${number}`, limit: 50 }),
      titles: Object.fromEntries(hub.roles.map(({ name, title }) => [name, title ?? {}])),
      employer: reviewer === null ? null : ((await employerOf(tx, reviewer)) ?? null),
      given: opinions.some((one) => one.reviewer === reviewer && one.round === round),
      opinions: opinions
        .filter((one) => one.round === round)
        .map(({ verdict, missing, at }) => ({ verdict, missing, at })),
    }
  },
  view: (data, { say, language: spoken }) => (
    <Layout
      title={data.application.name}
      eyebrow={say('endorsements.number', { number: data.application.number })}
      lead={say(`endorsements.kind.${data.application.kind}`)}
      breadcrumb={[...trail(say), { href: '/endorsements', text: say('endorsements.list') }]}
    >
      <p>
        <StateTag state={data.application.state} />
      </p>
      <Clock application={data.application} />
      <Outcome {...data} />
      <Appeals {...data} />
      <Proofs {...data} />
      <Actions actions={data.actions} />
      <Reviewing {...data} />
      <Board {...data} />
      <Section title={say('endorsements.history')} id="history">
        <Timeline
          items={data.entries.map((entry) => ({
            at: entry.at,
            title: <a href={`/record/${entry.id}`}>{sentenceOf(entry, say)}</a>,
            by: actorOf(entry, say, (role) => data.titles[role]?.[spoken] ?? role),
          }))}
        />
      </Section>
    </Layout>
  ),
})

/** What the page of an application shows. */
export type Shown = Awaited<ReturnType<typeof applicationPage.load>>
