/** The compendium: what cities did, looked through by principle, stage, cost and size of the city. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { anyone, namedUnits } from '#core/people'
import { languageName } from '#core/text'
import {
  ButtonLink,
  Empty,
  Filters,
  Layout,
  Pager,
  Prose,
  Section,
  Select,
  TextField,
} from '#design'
import { cityTable } from '#hub/cities'
import { listPrinciples, titleOf } from '#hub/declaration'
import { costs, stages } from '../model.ts'
import { countPractices, listPractices, listUnpublished } from '../store/list.ts'
import { asking, filterOf, linkTo, sizes } from './asked.ts'
import { atom, csv, json } from './feeds.ts'
import { Practices } from './parts.tsx'

const PART = 24

export const listPage = page({
  name: 'practices.list',
  path: '/practices',
  who: anyone,
  keep: 'public',
  input: asking.extend({
    before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
    language: z.string().max(10).optional(),
  }),
  also: { csv, json, atom },
  async load({ input, tx, by, city: hub }) {
    const { before, language: _, ...asked } = input
    const filter = filterOf(asked)
    const found = await listPractices(tx, cityTable(), filter, { before, limit: PART + 1 })
    const practices = found.slice(0, PART)
    const mine = namedUnits(by.person, 'practices.write')
    const whose = by.person?.permissions.includes('practices.edit') ? 'all' : mine
    return {
      asked,
      practices,
      count: await countPractices(tx, cityTable(), filter),
      next: found.length > PART ? (practices.at(-1)?.number ?? null) : null,
      first: before === undefined,
      principles: await listPrinciples(tx),
      languages: hub.languages,
      writes: mine.length > 0,
      unpublished: whose.length > 0 ? await listUnpublished(tx, whose) : [],
    }
  },
  view: (data) => <ListView {...data} />,
})

type ListProps = Awaited<ReturnType<typeof listPage.load>>

function Search({ asked, principles, languages }: ListProps) {
  const { say } = useHere()
  const any = { value: '', text: say('practices.any') }
  const of = (values: readonly string[], text: (value: string) => string) =>
    [any].concat(values.map((value) => ({ value, text: text(value) })))
  const chosen = [
    ['stage', asked.stage, of(stages, (one) => say(`practices.stage.${one}`))],
    ['cost', asked.cost, of(costs, (one) => say(`practices.cost.${one}`))],
    ['size', asked.size, of(sizes, (one) => say(`practices.size.${one}`))],
    ['spoken', asked.spoken, of(languages, languageName)],
    ['archived', asked.archived, of(['yes'], () => say('practices.withArchived'))],
  ] as const
  const set = Object.values(asked).some(Boolean)
  return (
    <Filters action="/practices" clear={set ? '/practices' : undefined}>
      <TextField
        name="words"
        label={say('practices.words')}
        type="search"
        value={asked.words ?? ''}
      />
      <Select
        name="principle"
        label={say('practices.principles')}
        value={asked.principle ?? ''}
        options={[any, ...principles.map((one) => ({ value: one.id, text: titleOf(say, one) }))]}
      />
      {chosen.map(([name, value, options]) => (
        <Select
          key={name}
          name={name}
          label={say(`practices.filter.${name}`)}
          value={value ?? ''}
          options={options}
        />
      ))}
    </Filters>
  )
}

function Unpublished({ unpublished }: ListProps) {
  const { say } = useHere()
  if (unpublished.length === 0) return null
  return (
    <Section title={say('practices.unpublished')} id="unpublished">
      <Prose>
        <ul>
          {unpublished.map(({ number, title, state }) => (
            <li key={number}>
              <a href={`/practices/${number}`}>{title}</a> · {say(`practices.state.${state}`)}
            </li>
          ))}
        </ul>
      </Prose>
    </Section>
  )
}

function ListView(data: ListProps) {
  const { say } = useHere()
  const { practices, count, asked, next, first, writes } = data
  return (
    <Layout
      title={say('practices.list')}
      lead={say('practices.list.lead')}
      breadcrumb={[{ href: '/coalition', text: say('coalition.show') }]}
      actions={
        writes ? <ButtonLink href="/practices/new">{say('practices.draft')}</ButtonLink> : null
      }
      wide
    >
      <Unpublished {...data} />
      <Search {...data} />
      <p>{say('practices.count', { count })}</p>
      {practices.length === 0 && <Empty title={say('practices.none')} />}
      <Practices all={practices} label={say('practices.list')} />
      <Pager
        previous={first ? undefined : linkTo(asked)}
        next={next === null ? undefined : linkTo({ ...asked, before: String(next) })}
      />
      <Prose>
        <p>
          {say('practices.downloads')} <a href={linkTo(asked, '.csv')}>CSV</a> ·{' '}
          <a href={linkTo(asked, '.json')}>JSON</a> · <a href={linkTo(asked, '.atom')}>Atom</a>
        </p>
      </Prose>
    </Layout>
  )
}
