/** What people say against findings, what cities answer, and who is late. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import type { Say } from '#core/text'
import {
  Card,
  CardList,
  Details,
  Empty,
  Form,
  Layout,
  Notice,
  Pager,
  Tag,
  When,
  Words,
} from '#design'
import { z } from 'zod'
import { answer, answerFor, hide } from '../actions/contradict.ts'
import { hashOf } from '../seal.ts'
import { type Contradiction, listContradictions, readByCode } from '../store/contradictions.ts'
import { findNode } from '../store/nodes.ts'
import { nameOf, trail } from './parts.tsx'

const PART = 25
const LAST = 2_147_483_647
const language = z.string().max(10).optional()

type Where = 'answered' | 'hidden' | 'overdue' | 'open'

/** Where a contradiction stands on this day: overdue is computed, never declared. */
export function standingOf(
  one: Pick<Contradiction, 'answer' | 'hidden' | 'dueOn'>,
  today: string,
): Where {
  if (one.hidden !== null) return 'hidden'
  if (one.answer !== null) return 'answered'
  return one.dueOn < today ? 'overdue' : 'open'
}

function Standing({ one, now, say }: { one: Contradiction; now: string; say: Say }) {
  const where = standingOf(one, now.slice(0, 10))
  const tones = { answered: 'success', hidden: 'neutral', overdue: 'error', open: 'info' } as const
  return <Tag tone={tones[where]}>{say(`evidence.standing.${where}`)}</Tag>
}

function Body({ one, say }: { one: Contradiction; say: Say }) {
  if (one.hidden !== null) return <p>{say(`evidence.hide.reason.${one.hidden}`)}</p>
  return (
    <>
      <Words text={one.text} />
      {one.link !== null && (
        <p>
          <a href={one.link} rel="nofollow noreferrer ugc">
            <bdi>{one.link}</bdi>
          </a>
        </p>
      )}
      {one.answer !== null && (
        <Notice tone="neutral" title={say(`evidence.answered.${one.answeredBy}`)}>
          <Words text={one.answer} />
        </Notice>
      )}
    </>
  )
}

/** Contradictions one below the other, each with its answer beside it. */
export function Said(props: {
  readonly all: readonly Contradiction[]
  readonly now: string
  readonly say: Say
  readonly empty: string
  readonly desk?: boolean
  /** Of the titles: 3 below a section, 2 where the list is the page. */
  readonly level?: 2 | 3
}) {
  const { all, now, say, empty, desk, level = 2 } = props
  if (all.length === 0) return <Empty title={empty} />
  return (
    <CardList stacked label={say('evidence.contradictions')}>
      {all.map((one) => (
        <Card
          key={one.number}
          level={level}
          title={say('evidence.contradiction', { number: one.number })}
          eyebrow={
            <a href={`/evidence/${one.city}/${one.item}`}>{say(`evidence.item.${one.item}`)}</a>
          }
          tag={<Standing one={one} now={now} say={say} />}
          foot={
            <>
              <When at={one.madeAt} style="date" /> · {say('evidence.due')}{' '}
              <When at={`${one.dueOn}T12:00:00.000Z`} style="date" />
            </>
          }
        >
          <Body one={one} say={say} />
          {desk && <Desk one={one} say={say} />}
        </Card>
      ))}
    </CardList>
  )
}

function Desk({ one, say }: { one: Contradiction; say: Say }) {
  const number = String(one.number)
  if (one.hidden !== null) return null
  return (
    <>
      {one.answer === null && (
        <Details summary={say('evidence.answer-for')}>
          <Form action={answerFor} with={{ number }} />
        </Details>
      )}
      <Details summary={say('evidence.hide')}>
        <Form action={hide} with={{ number }} kind="danger" />
      </Details>
    </>
  )
}

export const contradictionsPage = page({
  name: 'evidence.contradictions',
  path: '/evidence/contradictions',
  who: anyone,
  input: z.object({ before: z.coerce.number().int().min(1).max(LAST).optional(), language }),
  async load({ input, tx, by }) {
    const found = await listContradictions(tx, input.before ?? LAST, PART + 1)
    const all = found.slice(0, PART)
    return {
      all,
      next: found.length > PART ? (all.at(-1)?.number ?? null) : null,
      first: input.before === undefined,
      desk: by.person?.permissions.includes('evidence.answer') ?? false,
    }
  },
  view: ({ all, next, first, desk }, { say, now }) => (
    <Layout
      title={say('evidence.contradictions')}
      lead={say('evidence.contradictions.lead')}
      breadcrumb={trail(say)}
    >
      <p>
        <a href="/endorsements/working-days">{say('evidence.calendar')}</a>
      </p>
      <Said all={all} now={now} say={say} empty={say('evidence.contradictions.none')} desk={desk} />
      <Pager
        previous={first ? undefined : '/evidence/contradictions'}
        next={next ? `/evidence/contradictions?before=${next}` : undefined}
      />
    </Layout>
  ),
})

export const answeringPage = page({
  name: 'evidence.answering',
  path: '/evidence/answering/:code',
  who: anyone,
  input: z.object({ code: z.string().min(1).max(64), language }),
  async load({ input, tx, language: spoken }) {
    const one = await readByCode(tx, hashOf(input.code))
    const node = await findNode(tx, one.city)
    return { one, code: input.code, name: node ? nameOf(node, spoken) : one.city }
  },
  view: ({ one, code, name }, { say, now }) => (
    <Layout
      title={say('evidence.answering.title', { city: name })}
      lead={say(`evidence.item.${one.item}`)}
      breadcrumb={trail(say)}
      narrow
    >
      <Said all={[one]} now={now} say={say} empty="" />
      {one.answer === null && one.hidden === null && (
        <Form action={answer} with={{ code }}>
          {undefined}
        </Form>
      )}
    </Layout>
  ),
})
