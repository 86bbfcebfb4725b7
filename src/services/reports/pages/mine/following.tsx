/** A report as somebody sees it who joined it: what became of it, and whether it was solved. */
import { z } from 'zod'
import { dateIn, Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Columns, Keepsake, Layout, Notice, Section, Summary } from '#design'
import { judgeJoined } from '../../actions/index.ts'
import { reportsOf } from '../../config.ts'
import { mayJudge } from '../../splitting.ts'
import { hasJudged } from '../../store/feedback.ts'
import { followerBehind } from '../../store/followers.ts'
import { known, readPublic } from '../../store/one.ts'
import { Spot, Text, useFacts } from '../parts/facts.tsx'
import { Moments } from '../parts/moments.tsx'
import { isLate, named, namesOf } from '../parts/names.ts'
import { answersOf, told } from '../parts/told.ts'
import { Judging } from './judging.tsx'
import { spaced } from './sent.tsx'

/** The page behind the code of whoever joined. */
export const following = page({
  name: 'reports.following',
  path: '/reports/following/:code',
  who: anyone,
  input: z.object({ code: z.string().max(64) }),
  async load({ input, tx, now, city, language }) {
    const found = await followerBehind(tx, input.code)
    if (!found) throw new Refusal('not-found', ['reports.no-such-report'])
    const names = namesOf(city, language)
    const { report, timeline } = await readPublic(tx, found.number)
    const today = dateIn(now, city.zone)
    const { closedAt, state } = report
    const id = known(report.number)
    const judged = closedAt !== null && (await hasJudged(tx, { id, closedAt }, found.follower))
    const { feedbackDays } = reportsOf(city).terms
    const closedOn = closedAt && dateIn(closedAt, city.zone)
    return {
      code: input.code,
      report: {
        ...named(report, names),
        unitName: names.unit(report.unit),
        late: isLate(report, today),
      },
      answers: answersOf(city, report.category, report.answers, language),
      timeline: told(timeline, names),
      mayJudge: mayJudge.reasons({ state, closedOn, today, feedbackDays, judged }).length === 0,
    }
  },
  view: (data) => <FollowingView {...data} />,
})

type FollowingData = Awaited<ReturnType<typeof following.load>>

function FollowingView(data: FollowingData) {
  const { say } = useHere()
  const { code, report, answers, timeline } = data
  return (
    <Layout
      title={report.categoryName}
      eyebrow={say('reports.following.number', { number: report.number })}
      breadcrumb={[
        { href: '/reports', text: say('reports.list') },
        { href: `/reports/${report.number}`, text: report.number },
      ]}
      wide
    >
      <Columns aside={<Spot report={report} />}>
        <Notice tone="success" title={say('reports.following.joined')}>
          <p>{say('reports.following.joinedText')}</p>
        </Notice>
        {data.mayJudge && <Judging action={judgeJoined} code={code} />}
        <Keepsake
          label={say('reports.sent.code')}
          value={spaced(code)}
          hint={say('reports.following.code.hint')}
        />
        <Section title={say('reports.facts.text')} id="text">
          <Text text={report.text} />
        </Section>
        <Summary rows={useFacts(report, answers)} />
        <Section title={say('reports.show.timeline')} id="timeline">
          <Moments timeline={timeline} reader="public" />
        </Section>
      </Columns>
    </Layout>
  )
}
