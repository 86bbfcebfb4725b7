import { page, useHere } from '#core/pages'
import { anyone, roleTitle } from '#core/people'
import {
  actorOf,
  type Entry,
  listEntries,
  readEntry,
  readHead,
  readStanding,
  sentenceOf,
} from '#core/record'
import {
  ButtonLink,
  Empty,
  Filters,
  Layout,
  Notice,
  Pager,
  Section,
  Select,
  Summary,
  type SummaryRow,
  Timeline,
  When,
} from '#design'
import { Refusal } from '#core/kernel'
import type { Say } from '#core/text'
import { z } from 'zod'
import { type Place, placeOf, Proof } from './pages/proof.tsx'

const PAGE = 25
/** An entry that waits longer than this for its place says that the log stands still (privacy-record.md 3.4). */
const LATE = 5 * 60_000

const filters = z.object({
  service: z.string().max(60).optional(),
  kind: z.string().max(100).optional(),
  subject: z.string().max(200).optional(),
  before: z.string().max(60).optional(),
  language: z.string().max(10).optional(),
})

type Titles = Readonly<Record<string, string>>
type Roles = Parameters<typeof roleTitle>[0]

const titlesOf = (roles: Roles, language: string): Titles =>
  Object.fromEntries(roles.map(({ name }) => [name, roleTitle(roles, name, language)]))

/** An entry as a sentence and who wrote it, with the titles of roles in the reader's words. */
function spoken(entry: Entry, say: Say, titles: Titles): { sentence: string; by: string } {
  const { role } = entry.body
  const titled = typeof role === 'string' ? { role: titles[role] ?? role } : {}
  return {
    sentence: sentenceOf({ kind: entry.kind, body: { ...entry.body, ...titled } }, say),
    by: actorOf(entry, say, (name) => titles[name] ?? name),
  }
}

export const recordPage = page({
  name: 'record.show',
  path: '/record',
  who: anyone,
  menu: 40,
  keep: 'public',
  input: filters,
  async load({ input, tx, declared, city, language, now }) {
    const { before, service, kind, subject } = input
    const found = await listEntries(tx, { limit: PAGE + 1, before, service, kind, subject })
    const entries = found.slice(0, PAGE)
    const late = new Date(Date.parse(now) - LATE).toISOString()
    return {
      entries,
      standing: (await readStanding(tx, late)) ?? null,
      titles: titlesOf(city.roles, language),
      kinds: declared.entries.map(({ name }) => name),
      chosen: { kind: kind ?? '', subject: subject ?? '' },
      next: found.length > PAGE ? (entries.at(-1)?.id ?? null) : null,
      first: before === undefined,
    }
  },
  view: (data, { say }) => (
    <Layout
      title={say('record.show')}
      lead={say('record.show.lead')}
      actions={
        <ButtonLink href="/record/check" kind="secondary">
          {say('record.check')}
        </ButtonLink>
      }
    >
      {data.standing && (
        <Notice tone="warning" title={say('record.standing')}>
          <p>{say('record.standing.text', { since: say.date(data.standing, 'dateTime') })}</p>
        </Notice>
      )}
      <Filters>
        <Select
          name="kind"
          label={say('record.kind')}
          value={data.chosen.kind}
          options={[
            { value: '', text: say('record.kind.all') },
            ...data.kinds.map((kind) => ({ value: kind, text: say(`entry.${kind}.name`) })),
          ]}
        />
      </Filters>
      {data.entries.length === 0 ? (
        <Empty title={say('record.none')} text={say('record.none.text')} />
      ) : (
        <Timeline
          level={2}
          items={data.entries.map((entry) => {
            const { sentence, by } = spoken(entry, say, data.titles)
            return { at: entry.at, title: <a href={`/record/${entry.id}`}>{sentence}</a>, by }
          })}
        />
      )}
      <Pager
        previous={data.first ? undefined : more(data.chosen, null)}
        next={data.next ? more(data.chosen, data.next) : undefined}
      />
    </Layout>
  ),
})

function more(chosen: { kind: string; subject: string }, before: string | null): string {
  const query = new URLSearchParams()
  if (chosen.kind) query.set('kind', chosen.kind)
  if (chosen.subject) query.set('subject', chosen.subject)
  if (before) query.set('before', before)
  return `/record?${query.toString()}`
}

export const entryPage = page({
  name: 'record.entry',
  path: '/record/:id',
  who: anyone,
  keep: 'public',
  input: z.object({ id: z.string().max(60), language: z.string().max(10).optional() }),
  async load({ input, tx, city, language }) {
    const entry = await readEntry(tx, input.id)
    if (!entry) throw new Refusal('not-found', ['no-such-entry'])
    const place = placeOf(entry.position, await readHead(tx))
    return { ...entry, place, titles: titlesOf(city.roles, language) }
  },
  view: (entry) => <EntryView {...entry} />,
})

function rowsOf({ at, kind, subject, body }: Entry, by: string, say: Say): SummaryRow[] {
  const about = subject
    ? [{ key: say('record.about'), value: <a href={subject}>{subject}</a> }]
    : []
  return [
    { key: say('record.at'), value: <When at={at} style="long" /> },
    { key: say('record.by'), value: by },
    { key: say('record.what'), value: <bdi>{kind}</bdi> },
    ...about,
    ...Object.entries(body).map(([name, value]) => ({
      key: name,
      value: <bdi>{String(value)}</bdi>,
    })),
  ]
}

function EntryView({
  titles,
  place,
  ...entry
}: Entry & { readonly titles: Titles; readonly place: Place }) {
  const { say } = useHere()
  const { sentence, by } = spoken(entry, say, titles)
  return (
    <Layout title={sentence} breadcrumb={[{ href: '/record', text: say('record.show') }]}>
      <Summary rows={rowsOf(entry, by, say)} />
      <Section title={say('record.proof')} id="proof">
        <Proof id={entry.id} place={place} />
      </Section>
    </Layout>
  )
}
