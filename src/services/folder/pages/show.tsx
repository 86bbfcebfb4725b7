import { dateIn } from '#core/kernel'
import { type Look, page } from '#core/pages'
import { residents } from '#core/people'
import {
  ButtonLink,
  ButtonRow,
  DateField,
  Details,
  Empty,
  Filters,
  Layout,
  Notice,
  Pager,
  Prose,
  Section,
  Select,
  Timeline,
} from '#design'
import type { Say } from '#core/text'
import { folderOf } from '../config.ts'
import { csv, json } from '../feeds/tables.ts'
import { addressOf, type Asked, asking, keptOf, wantedOf, wrongDays } from '../model.ts'
import { inUnit, serviceName } from '../naming.ts'
import { Holdings } from './holdings.tsx'
import { moment } from './moment.tsx'
import { Waiting, waiting } from './waiting.tsx'

const PAGE = 20

/** The part of the list that was asked for; a day that cannot be understood finds nothing. */
async function found({ input, folder, city, language }: Look<Asked>) {
  const wrong = wrongDays(input)
  if (Object.keys(wrong).length > 0) return { wrong, accesses: [], next: null }
  const more = { ...wantedOf(input, city.zone), limit: PAGE + 1 }
  const all = await folder.accesses(input.before ? { ...more, before: input.before } : more)
  const accesses = all.slice(0, PAGE).map((access) => inUnit(access, city, language))
  return { wrong, accesses, next: all.length > PAGE ? (accesses.at(-1)?.id ?? null) : null }
}

type Data = Awaited<ReturnType<typeof load>>

async function load(look: Look<Asked>) {
  const { input, folder, declared } = look
  const limitations = await folder.limitations()
  return {
    ...(await found(look)),
    holdings: await folder.holdings(),
    limited: limitations.filter(({ until }) => until === null),
    services: [...new Set(declared.purposes.map(({ service }) => service))].toSorted(),
    asked: keptOf(input),
    first: input.before === undefined,
    brief: await waiting(look),
    today: dateIn(look.now, look.city.zone),
    years: folderOf(look.city).accessYears,
  }
}

function Search({ asked, wrong, services, say }: Data & { say: Say }) {
  const error = (field: 'from' | 'to') => wrong[field] && say(`folder.wrong.${wrong[field]}`)
  const options = services.map((value) => ({ value, text: serviceName(value, say) }))
  const outcomes = ['read', 'denied'].map((value) => ({
    value,
    text: say(`folder.outcome.${value}`),
  }))
  return (
    <Filters action="/folder" clear={Object.keys(asked).length > 0 ? '/folder' : undefined}>
      <Select
        name="service"
        label={say('folder.filter.service')}
        none={say('folder.filter.all')}
        value={asked.service}
        options={options}
      />
      <Select
        name="outcome"
        label={say('folder.filter.outcome')}
        none={say('folder.filter.all')}
        value={asked.outcome}
        options={outcomes}
      />
      <DateField
        name="from"
        label={say('folder.filter.from')}
        value={asked.from ?? ''}
        error={error('from')}
      />
      <DateField
        name="to"
        label={say('folder.filter.to')}
        value={asked.to ?? ''}
        error={error('to')}
      />
    </Filters>
  )
}

function Nothing({ asked, say }: Data & { say: Say }) {
  if (Object.keys(asked).length === 0)
    return <Empty title={say('folder.accesses.none')} text={say('folder.accesses.none.text')} />
  return (
    <Empty
      title={say('folder.accesses.nothing')}
      action={<a href="/folder">{say('folder.accesses.all')}</a>}
    />
  )
}

function Accesses(data: Data & { say: Say }) {
  const { asked, accesses, next, first, say } = data
  return (
    <Section title={say('folder.accesses')} id="accesses">
      <Search {...data} />
      {accesses.length === 0 ? (
        <Nothing {...data} />
      ) : (
        <Timeline items={accesses.map((access) => moment(access, say))} />
      )}
      <Pager
        previous={first ? undefined : addressOf('/folder', asked)}
        next={next ? addressOf('/folder', { ...asked, before: next }) : undefined}
      />
      <Details summary={say('folder.downloads')}>
        <Prose>
          <p>{say('folder.downloads.text')}</p>
          <ul>
            <li>
              <a href={addressOf('/folder.csv', asked)}>{say('folder.downloads.csv')}</a>
            </li>
            <li>
              <a href={addressOf('/folder.json', asked)}>{say('folder.downloads.json')}</a>
            </li>
          </ul>
          <p>{say('folder.delays')}</p>
          <p>{say('folder.years', { years: data.years })}</p>
        </Prose>
      </Details>
    </Section>
  )
}

/** What somebody stopped, so that it is not forgotten. */
function Limited({ limited, say }: Data & { say: Say }) {
  if (limited.length === 0) return null
  return (
    <Notice title={say('folder.limited', { count: limited.length })}>
      <p>
        <a href="/folder/rights">{say('folder.limited.link')}</a>
      </p>
    </Notice>
  )
}

/** Where else one goes from here: of this service, and of others. */
const OWN = ['data', 'news', 'take'] as const
const WAYS = ['documents', 'sessions', 'ways', 'privacy'] as const

/** What the city keeps about whoever looks, and who read it. */
export const folderPage = page({
  name: 'folder.show',
  path: '/folder',
  who: residents,
  menu: 30,
  input: asking,
  also: { csv, json },
  load,
  view: (data, { say }) => (
    <Layout
      title={say('folder.show')}
      lead={say('folder.show.lead')}
      actions={<ButtonLink href="/folder/rights">{say('folder.rights')}</ButtonLink>}
    >
      <Limited {...data} say={say} />
      <Waiting {...data} say={say} />
      <Accesses {...data} say={say} />
      <Holdings {...data} say={say} />
      <ButtonRow>
        {OWN.map((own) => (
          <ButtonLink key={own} href={`/folder/${own}`} kind="secondary">
            {say(`folder.${own}`)}
          </ButtonLink>
        ))}
        {WAYS.map((way) => (
          <ButtonLink key={way} href={`/${way}`} kind="secondary">
            {say(`folder.${way}`)}
          </ButtonLink>
        ))}
      </ButtonRow>
    </Layout>
  ),
})
