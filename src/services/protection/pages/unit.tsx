/** What a unit is asked: to explain what it read, and to take over what was corrected. */
import { dateIn, Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { may, unitsOf } from '#core/people'
import { Card, CardList, Does, Empty, Form, Layout, Notice, Section, Tag, When } from '#design'
import { z } from 'zod'
import { acknowledge, explain } from '../actions/unit.ts'
import { numberOf } from '../model/kinds.ts'
import { listForUnits, readRequest } from '../store/lists.ts'
import { listUnknown } from '../store/recipients.ts'
import { shown } from '../store/rows.ts'
import { accessOf } from './mine.tsx'
import { AccessFacts, worded } from './parts.tsx'

/** Everything a unit is asked. */
export const unitPage = page({
  name: 'protection.unit',
  path: '/protection/unit',
  who: may('protection.explain'),
  menu: 23,
  input: z.object({}),
  async load({ tx, by, now, city }) {
    const units = unitsOf(by.person, 'protection.explain')
    const unknown = await listUnknown(tx, units)
    const corrected = await Promise.all(
      unknown.map(async (one) => {
        const { field } = await readRequest(tx, numberOf(one.request))
        return { ...one, field: field ?? '' }
      }),
    )
    const questions = await listForUnits(tx, units)
    return { questions: questions.map(shown), corrected, today: dateIn(now, city.zone) }
  },
  view: (data) => <UnitView {...data} />,
})

type UnitData = Awaited<ReturnType<typeof unitPage.load>>

function Questions({ questions, today }: UnitData) {
  const { say } = useHere()
  if (questions.length === 0) return <Empty title={say('protection.unit.none')} />
  return (
    <CardList stacked label={say('protection.unit.questions')}>
      {questions.map(({ id, state: stands, explainedAt, explainBy }) => {
        const number = numberOf(id)
        const open = explainedAt === null && (stands === 'handling' || stands === 'received')
        const late = open && explainBy !== null && explainBy < today
        const state = late ? 'late' : open ? 'open' : 'explained'
        return (
          <Card
            key={id}
            title={say('protection.unit.explain', { number })}
            {...(open ? { href: `/protection/unit/${number}` } : {})}
            tag={
              <Tag tone={late ? 'error' : open ? 'warning' : 'success'}>
                {say(`protection.explaining.${state}`)}
              </Tag>
            }
            foot={explainBy && <When at={explainBy} style="date" />}
          />
        )
      })}
    </CardList>
  )
}

function Corrected({ corrected }: UnitData) {
  const { say } = useHere()
  return (
    <Section title={say('protection.unit.corrected')} id="corrected">
      <p>{say('protection.unit.corrected.text')}</p>
      {corrected.length === 0 && <Empty title={say('protection.unit.corrected.none')} />}
      <CardList stacked label={say('protection.unit.corrected')}>
        {corrected.map(({ request, code, field, cases, lastAt }) => (
          <Card
            key={`${request}-${code}`}
            title={worded(say, `field.${field}`, field)}
            eyebrow={numberOf(request)}
            foot={<When at={lastAt} style="date" />}
          >
            {cases.length > 0 && (
              <p>{say('protection.unit.cases', { cases: say.list([...cases]) })}</p>
            )}
            <Does
              action={acknowledge}
              with={{ number: numberOf(request), unit: code }}
              about={numberOf(request)}
            />
          </Card>
        ))}
      </CardList>
    </Section>
  )
}

function UnitView(data: UnitData) {
  const { say } = useHere()
  return (
    <Layout title={say('protection.unit')} lead={say('protection.unit.lead')}>
      <Section title={say('protection.unit.questions')} id="questions">
        <Questions {...data} />
      </Section>
      <Corrected {...data} />
    </Layout>
  )
}

/** One access to be explained: what was read, not what was written about it. */
export const explainPage = page({
  name: 'protection.explaining',
  path: '/protection/unit/:number',
  who: may('protection.explain'),
  input: z.object({ number: z.string().max(20) }),
  async load({ input, tx, by, now, cases, city, language }) {
    const request = await readRequest(tx, input.number)
    const units = unitsOf(by.person, 'protection.explain')
    const mine = request.unit !== null && (units === 'all' || units.includes(request.unit))
    if (!mine) throw new Refusal('not-found', ['no-such-request'])
    const open = request.explainedAt === null && request.state === 'handling'
    return {
      request: shown(request),
      open,
      access: open ? await accessOf(cases, request, { now, city, language }) : null,
    }
  },
  view: ({ request, open, access }, { say }) => {
    const number = numberOf(request.id)
    return (
      <Layout
        title={say('protection.unit.explaining')}
        eyebrow={number}
        lead={say('protection.unit.explaining.lead')}
        breadcrumb={[{ href: '/protection/unit', text: say('protection.unit') }]}
      >
        {access && <AccessFacts access={access} title={say('protection.access')} />}
        {open ? (
          <Form action={explain} with={{ number }} />
        ) : (
          <Notice title={say('protection.unit.over')} />
        )}
      </Layout>
    )
  },
})
