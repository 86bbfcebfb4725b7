/** One contest at the desk, with the one next step. */
import { page, useHere } from '#core/pages'
import { may } from '#core/people'
import {
  ButtonLink,
  ButtonRow,
  Columns,
  Details,
  Does,
  Field,
  Form,
  Layout,
  Notice,
  Section,
  Summary,
} from '#design'
import {
  actedOn,
  correct,
  contestedAtDesk,
  type GroupChoice,
  groupsOf,
  namesOf,
} from '#services/reports'
import { z } from 'zod'
import { begin, decide, extend, isMine, remedy } from '../actions/review.ts'
import { leadsTo, numberOf, outcomes } from '../model.ts'
import { takeOver } from '../actions/take-over.ts'
import { mayExtend, mayReview, mayTakeOver } from '../rules.ts'
import { readContest } from '../store/change.ts'
import { listEvents, reviewedBefore } from '../store/lists.ts'
import { shown } from '../store/rows.ts'
import { todayOf } from '../story.ts'
import { roleTitle } from './mine.tsx'
import { Answer, Grounds, History, namedOf, rowsOf } from './parts.tsx'

export const deskContestPage = page({
  name: 'contests.reviewing',
  path: '/contests/desk/:number',
  who: may('contests.review'),
  input: z.object({ number: z.string().max(20) }),
  async load({ input, tx, by, now, city, language }) {
    const contest = await readContest(tx, input.number)
    const report = await contestedAtDesk(tx, contest.report)
    const { badge } = by.actor
    const mine = isMine(contest, badge)
    const today = todayOf({ now, city })
    const extending = { ...contest, extended: contest.extendedWhy !== null, today, mine }
    const reviewing = {
      state: contest.state,
      earlier: await actedOn(tx, contest.report),
      badge,
      reviewed: await reviewedBefore(tx, contest.id),
      taken: contest.secondReviewer !== null,
      own: contest.ref !== null && contest.ref === by.ref,
    }
    return {
      contest: shown(contest),
      names: namedOf(contest, namesOf(city, language), roleTitle(city, language)),
      events: await listEvents(tx, contest.id),
      report: { number: report.number, version: report.version, category: report.category },
      groups: groupsOf(city, language),
      mine,
      whyNot: mayReview.reasons(reviewing),
      mayTakeOver: mayTakeOver.reasons({ ...reviewing, mine }).length === 0,
      mayExtend: mayExtend.reasons(extending).length === 0,
    }
  },
  view: (data) => <DeskContestView {...data} />,
})

type Data = Awaited<ReturnType<typeof deskContestPage.load>>

const about = ({ contest: { id, version } }: Data) => ({
  number: numberOf(id),
  version: String(version),
})

const optionsOf = (groups: readonly GroupChoice[]) =>
  groups.flatMap(({ name: group, categories }) =>
    categories.map(({ code, name }) => ({ value: code, text: `${group}: ${name}` })),
  )

function Deciding(data: Data) {
  const { say } = useHere()
  const { contest, groups } = data
  const open = outcomes.filter((one) => leadsTo(contest.state, one, 'reviewer'))
  return (
    <>
      <Form action={decide} with={about(data)}>
        <Field
          name="outcome"
          options={open.map((value) => ({ value, text: say(`contests.outcome.${value}`) }))}
        />
        <Field
          name="right"
          options={optionsOf(groups)}
          none={say('contests.right.none')}
          value={contest.wanted ?? undefined}
        />
        <Field name="changed" />
        <Field name="similar" />
        <Field name="answer" />
      </Form>
      {data.mayExtend && (
        <Details summary={say('contests.extend')}>
          <Form action={extend} with={about(data)} kind="secondary" />
        </Details>
      )}
    </>
  )
}

/** The report gets the right category by the desk's own act; then it is said so. */
function Remedying(data: Data) {
  const { say } = useHere()
  const { contest, report, names } = data
  const { rightCategory } = contest
  const wrong = rightCategory !== null && rightCategory !== report.category
  if (!wrong) return <Does action={remedy} with={about(data)} kind="primary" />
  return (
    <>
      <p>{say('contests.correct.text', { category: names.rightName ?? '' })}</p>
      <Form
        action={correct}
        fields={[]}
        submit="contests.correct"
        with={{
          number: report.number,
          version: String(report.version),
          category: rightCategory,
        }}
      />
    </>
  )
}

function Step(data: Data) {
  const { say } = useHere()
  const { contest, mine, whyNot } = data
  const upheld = contest.state === 'upheld' || contest.state === 'partly_upheld'
  const reviews = contest.state === 'under_review' || contest.state === 'second_review'
  if (upheld) return <Remedying {...data} />
  if (reviews && mine) return <Deciding {...data} />
  if (whyNot.length === 0) return <Does action={begin} with={about(data)} kind="primary" />
  return (
    <>
      <Notice title={say('contests.desk.not-you')}>
        {whyNot.map((reason) => (
          <p key={reason}>{say(`contests.${reason}`)}</p>
        ))}
      </Notice>
      {data.mayTakeOver && (
        <Details summary={say('contests.take-over')}>
          <Form action={takeOver} with={about(data)} kind="secondary" />
        </Details>
      )}
    </>
  )
}

function DeskContestView(data: Data) {
  const { say } = useHere()
  const { contest, names, events, report } = data
  return (
    <Layout
      title={say('contests.reviewing')}
      eyebrow={numberOf(contest.id)}
      breadcrumb={[{ href: '/contests/desk', text: say('contests.desk') }]}
      wide
    >
      <Columns aside={<Summary rows={rowsOf(contest, names, say)} />}>
        <Grounds contest={contest} />
        <ButtonRow>
          <ButtonLink kind="secondary" href={`/reports/desk/${report.number}`}>
            {say('contests.to-report', { number: report.number })}
          </ButtonLink>
        </ButtonRow>
        <Section title={say('contests.next')} id="next">
          <Step {...data} />
        </Section>
        <Answer contest={contest} names={names} />
        <History events={events} />
      </Columns>
    </Layout>
  )
}
