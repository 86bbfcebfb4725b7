/** The register of processing activities, for everybody (GDPR art. 30). */
import { type Look, page } from '#core/pages'
import { anyone } from '#core/people'
import type { Say } from '#core/text'
import { basisIn } from '#core/vault'
import {
  ButtonLink,
  ButtonRow,
  Card,
  CardList,
  Details,
  Empty,
  Filters,
  Layout,
  Notice,
  Prose,
  Section,
  Select,
  Summary,
  Tag,
  TextField,
} from '#design'
import { csv } from '../feeds/csv.ts'
import { type Asked, asking, found } from '../feeds/search.ts'
import { fieldName, purposeTitle, purposeWhy, serviceName } from '../naming.ts'
import {
  activitiesOf,
  type Activity,
  type Answering,
  answeringOf,
  OWN_MEASURES,
} from '../register.ts'
import { listUnread } from '../store/register.ts'

async function load({ declared, city, language, input, tx }: Look<Asked>) {
  const unread = await listUnread(tx)
  return {
    activities: activitiesOf(declared, city),
    answering: answeringOf(city, language),
    unread: [...new Set(unread.map(({ purpose }) => purpose))],
    asked: input,
  }
}

function Answers({ answering, say }: { answering: Answering; say: Say }) {
  const { controller, officer, authority, processors, measures } = answering
  const rows = [
    {
      key: say('processing.controller'),
      value: [controller.name, controller.address].filter(Boolean).join(', '),
    },
    { key: say('processing.contact'), value: <bdi>{controller.email || '–'}</bdi> },
    { key: say('processing.officer'), value: <bdi>{officer || '–'}</bdi> },
    ...(authority
      ? [{ key: say('processing.authority'), value: <a href={authority.url}>{authority.name}</a> }]
      : []),
    {
      key: say('processing.processors'),
      value:
        processors.length === 0
          ? say('processing.processors.none')
          : processors.map((one) => `${one.name} (${one.country}): ${one.does}`).join('; '),
    },
  ]
  return (
    <Section title={say('processing.answers')} id="answers">
      <Summary rows={rows} />
      <Details summary={say('processing.measures')}>
        <Prose>
          <ul>
            {OWN_MEASURES.map(([name]) => (
              <li key={name}>{say(`processing.measure.${name}`)}</li>
            ))}
            {measures.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Prose>
      </Details>
    </Section>
  )
}

function Item({ one, unread, say }: { one: Activity; unread: boolean; say: Say }) {
  return (
    <Card
      level={3}
      title={purposeTitle(one.id, say)}
      href={`/processing/${one.id}`}
      eyebrow={serviceName(one.service, say)}
      tag={unread && <Tag tone="warning">{say('processing.unread.tag')}</Tag>}
      foot={basisIn(one, say)}
    >
      <p>{purposeWhy(one.id, say)}</p>
      <p>
        {say('processing.item.data', {
          fields: say.list(one.fields.map((name) => fieldName(name, say))),
        })}
      </p>
    </Card>
  )
}

interface Searched {
  readonly activities: readonly Activity[]
  readonly asked: Asked
  readonly say: Say
}

function Search({ activities, asked, say }: Searched) {
  const services = [...new Set(activities.map(({ service }) => service))].toSorted()
  return (
    <Filters action="/processing" clear={asked.q || asked.service ? '/processing' : undefined}>
      <TextField
        id="q"
        name="q"
        label={say('processing.search')}
        type="search"
        value={asked.q ?? ''}
        optional={false}
      />
      <Select
        name="service"
        label={say('processing.service')}
        none={say('processing.service.all')}
        value={asked.service}
        options={services.map((value) => ({ value, text: serviceName(value, say) }))}
      />
    </Filters>
  )
}

function More({ say }: { say: Say }) {
  return (
    <>
      <ButtonRow>
        <ButtonLink href="/processing/kept" kind="secondary">
          {say('processing.kept')}
        </ButtonLink>
        <ButtonLink href="/processing/assessments" kind="secondary">
          {say('processing.assessments')}
        </ButtonLink>
      </ButtonRow>
      <Details summary={say('processing.downloads')}>
        <Prose>
          <ul>
            <li>
              <a href="/processing.csv">{say('processing.downloads.csv')}</a>
            </li>
            <li>
              <a href="/processing/linked-data">{say('processing.downloads.dpv')}</a>
            </li>
          </ul>
        </Prose>
      </Details>
    </>
  )
}

/** What the city does with personal data, one card for each purpose. */
export const registerPage = page({
  name: 'processing.show',
  path: '/processing',
  who: anyone,
  menu: 45,
  keep: 'public',
  input: asking,
  also: { csv },
  load,
  view: ({ activities, answering, unread, asked }, { say }) => {
    const shown = found(activities, asked, say)
    return (
      <Layout title={say('processing.show')} lead={say('processing.show.lead')}>
        <Search activities={activities} asked={asked} say={say} />
        <Section title={say('processing.activities', { count: shown.length })} id="activities">
          {shown.length === 0 && <Empty title={say('processing.activities.none')} />}
          <CardList stacked label={say('processing.show')}>
            {shown.map((one) => (
              <Item key={one.id} one={one} unread={unread.includes(one.id)} say={say} />
            ))}
          </CardList>
        </Section>
        {unread.length > 0 && (
          <Notice title={say('processing.unread', { count: unread.length })}>
            <p>{say('processing.unread.text')}</p>
          </Notice>
        )}
        <Answers answering={answering} say={say} />
        <More say={say} />
      </Layout>
    )
  },
})
