/** One's own contests: behind the code, or signed in. */
import type { CityFacts } from '#core/actions'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Columns, Does, Keepsake, Layout, Notice, Prose, Section, Summary } from '#design'
import { namesOf } from '#services/reports'
import { z } from 'zod'
import { askAgain, erase, withdraw } from '../actions/own.ts'
import { contestsOf } from '../config.ts'
import { idIn, numberOf, owed, toRemedy } from '../model.ts'
import { mayAskAgain, mayForget, mayWithdraw } from '../rules.ts'
import { readMine } from '../store/change.ts'
import { listEvents } from '../store/lists.ts'
import { type Event, told } from '../store/rows.ts'
import { todayOf } from '../story.ts'
import { Answer, Grounds, History, namedOf, rowsOf } from './parts.tsx'

/** A role as the city names it. */
export const roleTitle = (city: CityFacts, language: string) => (role: string) => {
  const title = city.roles.find(({ name }) => name === role)?.title
  return title?.[language] ?? title?.['en'] ?? role
}

/** What happened, by role: officials are no facts of whoever contested. */
const withoutBadge = ({ at, state, by, says }: Event) => ({ at, state, by, says })

/** One contest, for whoever made it. */
export const minePage = page({
  name: 'contests.mine',
  path: '/contests/mine/:code',
  who: anyone,
  hidden: true,
  input: z.object({ code: z.string().max(64) }),
  async load({ input, tx, by, now, city, language }) {
    const contest = told(await readMine(tx, input.code, by.ref))
    const today = todayOf({ now, city })
    const free = (reasons: readonly string[]) => reasons.length === 0
    const again = { state: contest.state, today, until: contest.againUntil }
    const words = { state: contest.state, erased: contest.erasedOn !== null }
    const { outside } = contestsOf(city)
    return {
      code: input.code,
      contest,
      names: namedOf(contest, namesOf(city, language), roleTitle(city, language)),
      events: (await listEvents(tx, contest.id)).map(withoutBadge),
      may: {
        withdraw: free(mayWithdraw.reasons(contest)),
        again: free(mayAskAgain.reasons(again)),
        erase: free(mayForget.reasons(words)),
      },
      outside: outside[language] ?? outside['en'] ?? null,
    }
  },
  view: (data) => <MineView {...data} />,
})

type MineData = Awaited<ReturnType<typeof minePage.load>>

function Can({ code, may, contest }: MineData) {
  const { say } = useHere()
  return (
    <Section title={say('contests.can')} id="can">
      {!may.withdraw && !may.again && !may.erase && <p>{say('contests.can.nothing')}</p>}
      {may.again && (
        <>
          <p>{say('contests.again.text', { day: say.date(contest.againUntil ?? '') })}</p>
          <Does action={askAgain} with={{ code }} kind="primary" />
        </>
      )}
      {may.withdraw && <Does action={withdraw} with={{ code }} />}
      {may.erase && <Does action={erase} with={{ code }} kind="danger" />}
    </Section>
  )
}

/** What is worth keeping, and when it is answered; to whom one can go when the last word is said. */
function Head({ code, contest, outside }: MineData) {
  const { say } = useHere()
  const late = contest.escalatedOn !== null && owed.includes(contest.state)
  const unremedied = contest.remedyEscalatedOn !== null && toRemedy.includes(contest.state)
  return (
    <>
      {idIn(code) === undefined && (
        <Keepsake
          label={say('contests.code')}
          value={code.replace(/(.{4})(?=.)/g, '$1 ')}
          hint={say('contests.code.hint')}
        />
      )}
      {late && (
        <Notice tone="warning" title={say('contests.late')}>
          <p>{say('contests.late.text')}</p>
        </Notice>
      )}
      {unremedied && (
        <Notice tone="warning" title={say('contests.unremedied')}>
          <p>{say('contests.unremedied.text')}</p>
        </Notice>
      )}
      {contest.state === 'final' && (
        <Notice title={say('contests.outside')}>
          <p>{outside ?? say('contests.outside.text')}</p>
        </Notice>
      )}
    </>
  )
}

function MineView(data: MineData) {
  const { say } = useHere()
  const { contest, names, events } = data
  return (
    <Layout
      title={say('contests.mine')}
      eyebrow={numberOf(contest.id)}
      breadcrumb={[{ href: '/contests', text: say('contests.show') }]}
      wide
    >
      <Columns aside={<Can {...data} />}>
        <Head {...data} />
        <Summary rows={rowsOf(contest, names, say)} />
        <Answer contest={contest} names={names} />
        <Grounds contest={contest} />
        <History events={events} />
        <Prose>
          <p>{say('contests.never-worse')}</p>
        </Prose>
      </Columns>
    </Layout>
  )
}
