/** Which cases a version decided in a period: what a rollback or a mistake is about. */
import { listAffected, readRegistered } from '#core/decisions'
import { addDays, dateIn, Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { Empty, Filters, Form, Layout, Notice, Prose, Section, Table } from '#design'
import { z } from 'zod'
import { lookAgain } from '../actions/again.ts'
import { stoppers } from '../actions/reviewing.ts'
import { titlesOf } from '../known.ts'
import { caseText, named, outcomeText } from './naming.ts'
import { dayOf, trail, WindowFields } from './parts.tsx'

/** Cases on one page. */
const MOST = 200

const day = z.iso.date().optional()

/** The list for whoever may stop it, with the way to have people look at all of them again. */
export const affectedPage = page({
  name: 'algorithms.affected-page',
  path: '/algorithms/:name/affected',
  who: stoppers,
  input: z.object({
    name: z.string().max(100),
    version: z.coerce.number().int().optional(),
    from: day,
    to: day,
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, now, city, declared, language }) {
    const versions = await readRegistered(tx, input.name)
    const latest = versions[0]
    if (!latest) throw new Refusal('not-found', ['no-such-algorithm'])
    const today = dateIn(now, city.zone)
    const { name, version = latest.version, from = addDays(today, -30), to = today } = input
    const found = await listAffected(tx, { name, version, from, to, limit: MOST + 1 })
    return {
      ...{ name, version, from, to },
      cases: named({ city, declared, language }, name, found.slice(0, MOST)),
      more: found.length > MOST,
    }
  },
  view: ({ name, version, from, to, cases, more }, { say }) => (
    <Layout
      title={say('algorithms.affected-page')}
      lead={say('algorithms.affected-page.lead', { version })}
      breadcrumb={trail(say, { href: `/algorithms/${name}`, text: titlesOf(name, {}, say).title })}
    >
      <Filters action={`/algorithms/${name}/affected`}>
        <WindowFields version={version} from={from} to={to} />
      </Filters>
      <Prose>
        <p>
          <a href={`/algorithms/${name}/replay?version=${version}&from=${from}&to=${to}`}>
            {say('algorithms.replay')}
          </a>
        </p>
      </Prose>
      {cases.length === 0 ? (
        <Empty title={say('algorithms.affected.none')} />
      ) : (
        <Table
          caption={say('algorithms.affected.cases', {
            count: cases.length,
            from: dayOf(say, from),
            to: dayOf(say, to),
          })}
          head={['about', 'outcome', 'at'].map((one) => say(`algorithms.affected.${one}`))}
          rows={cases.map((one) => [
            <a href={one.about}>{caseText(one, say)}</a>,
            <a href={`/algorithms/taken/${one.id}`}>
              {outcomeText(one.outcome, one.outcomeName, say)}
            </a>,
            say.date(one.at),
          ])}
        />
      )}
      {more && <Notice title={say('algorithms.affected.more', { most: MOST })} />}
      {name === 'reports.route' && cases.length > 0 && (
        <Section title={say('algorithms.again')} id="again">
          <Form
            action={lookAgain}
            with={{ name, version: String(version), from, to }}
            submit="algorithms.look-again"
            fields={['text']}
          />
        </Section>
      )}
    </Layout>
  ),
})
