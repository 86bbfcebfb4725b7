/** One activity: everything that is declared of a purpose, how often it was used, and its history. */
import { type Look, page } from '#core/pages'
import { anyone } from '#core/people'
import { Refusal } from '#core/kernel'
import { type Entry, listEntries } from '#core/record'
import type { Tx } from '#core/database'
import type { Say } from '#core/text'
import { basisIn } from '#core/vault'
import { Empty, Layout, Notice, Prose, Section, Summary, Table, Tag, Timeline } from '#design'
import { z } from 'zod'
import { actorName, fieldName, keptFor, purposeTitle, purposeWhy, serviceName } from '../naming.ts'
import { activitiesOf, type Activity } from '../register.ts'
import { findForm } from '../store/forms.ts'
import { listReads, listUnread } from '../store/register.ts'
import { trail } from './parts.tsx'

const CHANGES = ['purpose.published', 'purpose.changed', 'purpose.retired'] as const

/** What the public record says of this purpose, newest first. */
async function historyOf(tx: Tx, id: string): Promise<Entry[]> {
  const own = await listEntries(tx, { subject: `/processing/${id}`, limit: 100 })
  const all = [...own]
  for (const kind of CHANGES) {
    const found = await listEntries(tx, { kind, limit: 500 })
    all.push(...found.filter(({ body }) => body['id'] === id))
  }
  return all.toSorted((a, b) => (a.id < b.id ? 1 : -1))
}

async function load({ input, declared, city, tx, language }: Look<{ purpose: string }>) {
  const activity = activitiesOf(declared, city).find(({ id }) => id === input.purpose)
  if (!activity) throw new Refusal('not-found', ['no-such-activity'])
  const { dpia } = activity
  const published = dpia === null ? undefined : await findForm(tx, dpia, ['published'])
  const history = await historyOf(tx, activity.id)
  const unread = await listUnread(tx)
  return {
    activity,
    language,
    assessed: published ? { code: published.code, title: published.title } : null,
    reads: (await listReads(tx, activity.id)).map(({ period, count }) => ({ period, count })),
    unread: unread.filter(({ purpose }) => purpose === activity.id).map(({ field }) => field),
    history: history.map(({ id, at, kind, body }) => ({
      ...{ id, at, kind },
      version: typeof body['version'] === 'number' ? body['version'] : null,
    })),
  }
}

type Data = Awaited<ReturnType<typeof load>>

/** Whether many people or special categories are read, and whether somebody weighed that (GDPR art. 35). */
function Assessed({ activity, assessed, say }: Data & { say: Say }) {
  if (assessed) {
    return <a href={`/processing/assessments/${assessed.code}`}>{assessed.title}</a>
  }
  if (!activity.needsDpia) return <>{say('processing.dpia.not-needed')}</>
  return <Tag tone="error">{say('processing.dpia.missing', { code: activity.dpia ?? '' })}</Tag>
}

const transfersOf = ({ transfers }: Activity, { say, language }: { say: Say; language: string }) =>
  transfers.length === 0
    ? say('processing.transfers.none')
    : transfers
        .map(
          ({ country, safeguard }) => `${country}: ${safeguard[language] ?? safeguard['en'] ?? ''}`,
        )
        .join('; ')

function rowsOf(data: Data, say: Say) {
  const { activity: it, language } = data
  const special = it.personal.filter((one) => one.special).map(({ name }) => fieldName(name, say))
  return [
    { key: say('processing.service'), value: serviceName(it.service, say) },
    { key: say('processing.fields'), value: say.list(it.fields.map((one) => fieldName(one, say))) },
    {
      key: say('processing.special'),
      value: special.length > 0 ? say.list(special) : say('common.no'),
    },
    {
      key: say('processing.basis'),
      value: basisIn(it, say),
    },
    { key: say('processing.scope'), value: say(`processing.scope.${it.scope}`) },
    {
      key: say('processing.actors'),
      value: it.actors.map((one) => actorName(one, say)).join(' · '),
    },
    {
      key: say('processing.recipients'),
      value:
        it.recipients.length > 0 ? it.recipients.join(', ') : say('processing.recipients.none'),
    },
    { key: say('processing.transfers'), value: transfersOf(it, { say, language }) },
    { key: say('processing.retention'), value: keptFor(it.retention, say) },
    {
      key: say('processing.visibility'),
      value: it.visibility === 'immediate' ? say('processing.visibility.immediate') : it.visibility,
    },
    { key: say('processing.dpia'), value: <Assessed {...data} say={say} /> },
    { key: say('processing.version'), value: say.number(it.version) },
  ]
}

function Reads({ reads, say }: Data & { say: Say }) {
  const title = say('processing.reads')
  const rows = reads.map(({ period, count }) => [
    period.length === 4
      ? say('processing.reads.rest', { year: period })
      : say.date(`${period}-15T12:00:00.000Z`, 'month'),
    count === null ? say('processing.reads.few') : say.number(count),
  ])
  return (
    <Section title={title} id="reads">
      <Prose>
        <p>{say('processing.reads.text')}</p>
      </Prose>
      {rows.length === 0 ? (
        <Empty title={say('processing.reads.none')} />
      ) : (
        <Table
          caption={title}
          quiet
          head={[say('processing.reads.period'), say('processing.reads.count')]}
          numeric={[1]}
          rows={rows}
        />
      )}
    </Section>
  )
}

/** One purpose, word for word as it stands on the public record. */
export const activityPage = page({
  name: 'processing.activity',
  path: '/processing/:purpose',
  who: anyone,
  keep: 'public',
  input: z.object({
    purpose: z.string().max(200),
    language: z.string().max(10).optional(),
  }),
  load,
  view: (data, { say }) => (
    <Layout
      title={purposeTitle(data.activity.id, say)}
      lead={purposeWhy(data.activity.id, say)}
      breadcrumb={trail(say)}
    >
      {data.unread.length > 0 && (
        <Notice tone="warning" title={say('processing.unread.tag')}>
          <p>
            {say('processing.unread.fields', {
              fields: say.list(data.unread.map((one) => fieldName(one, say))),
            })}
          </p>
        </Notice>
      )}
      <Summary rows={rowsOf(data, say)} />
      <Reads {...data} say={say} />
      <Section title={say('processing.history')} id="history">
        <Timeline
          items={data.history.map(({ id, at, kind, version }) => ({
            at,
            title: (
              <a href={`/record/${id}`}>
                {say(`processing.history.${kind.replace('.', '-')}`, { version: version ?? 0 })}
              </a>
            ),
          }))}
        />
      </Section>
    </Layout>
  ),
})
