/** What is kept, what was erased, what was delayed and what went wrong: in numbers, for everybody. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { listEntries } from '#core/record'
import type { Say } from '#core/text'
import { Empty, Layout, Prose, Section, Stats, Table, Tag, When } from '#design'
import { z } from 'zod'
import { atLeast } from '../model.ts'
import { className, keptFor } from '../naming.ts'
import { activitiesOf } from '../register.ts'
import { listBreaches, listNotifications } from '../store/breaches.ts'
import { listDelayed, readTally } from '../store/register.ts'
import { trail } from './parts.tsx'

type Tx = Parameters<typeof listDelayed>[0]

/** Breaches as everybody may know them: no words of what happened, and people in tens. */
async function publicBreaches(tx: Tx) {
  const all = (await listBreaches(tx)).filter(({ exercise }) => !exercise)
  const shown = []
  for (const it of all.slice(0, 100)) {
    const [first] = await listNotifications(tx, it.number)
    shown.push({
      number: it.number,
      state: it.state,
      kinds: it.kinds,
      noticedAt: it.noticedAt,
      risk: it.risk,
      atLeast: it.people === null ? null : atLeast(it.people),
      few: it.people !== null && it.people > 0 && it.people < 10,
      inTime: first ? first.sentAt <= it.dueAt : null,
      told: it.toldAt !== null,
    })
  }
  return shown
}

type Breach = Awaited<ReturnType<typeof publicBreaches>>[number]

const peopleText = ({ atLeast: many, few }: Breach, say: Say) =>
  few ? say('processing.people.few') : many === null ? '–' : say('processing.people', { many })

function Breaches({ breaches, say }: { breaches: readonly Breach[]; say: Say }) {
  const title = say('processing.breaches.public')
  return (
    <Section title={title} id="breaches">
      <Prose>
        <p>{say('processing.breaches.public.text')}</p>
      </Prose>
      {breaches.length === 0 ? (
        <Empty title={say('processing.breaches.none')} />
      ) : (
        <Table
          caption={title}
          quiet
          head={['number', 'noticed', 'kinds', 'people', 'authority', 'state'].map((one) =>
            say(`processing.column.${one}`),
          )}
          rows={breaches.map((it) => [
            it.number,
            <When at={it.noticedAt} style="date" />,
            say.list(it.kinds.map((kind) => say(`processing.breach-kind.${kind}`))),
            peopleText(it, say),
            say(
              `processing.told-authority.${it.inTime === null ? 'not' : it.inTime ? 'in-time' : 'late'}`,
            ),
            <Tag tone={it.state === 'open' ? 'warning' : 'neutral'}>
              {say(`processing.breach-state.${it.state}`)}
            </Tag>,
          ])}
        />
      )}
    </Section>
  )
}

/** Retention, holds, delays and breaches in numbers. */
export const keptPage = page({
  name: 'processing.kept',
  path: '/processing/kept',
  who: anyone,
  keep: 'public',
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx, declared, city }) {
    const runs = await listEntries(tx, { kind: 'retention.run', limit: 60 })
    const held = await listEntries(tx, { kind: 'processing.held', limit: 60 })
    return {
      rules: [
        ...new Set(activitiesOf(declared, city).map(({ retention }) => retention)),
      ].toSorted(),
      runs: runs.map(({ id, body }) => ({
        id,
        day: String(body['day']),
        atLeast: Number(body['atLeast']),
      })),
      held: held.map(({ id, at, body }) => ({
        ...{ id, at },
        change: body['change'] === 'released' ? ('released' as const) : ('placed' as const),
        class: String(body['class']),
      })),
      delayed: await listDelayed(tx),
      counted: (await readTally(tx))?.at ?? null,
      breaches: await publicBreaches(tx),
    }
  },
  view: (data, { say, now }) => (
    <Layout
      title={say('processing.kept')}
      lead={say('processing.kept.lead')}
      breadcrumb={trail(say)}
    >
      <Section title={say('processing.rules')} id="rules">
        <Prose>
          <ul>
            {data.rules.map((one) => (
              <li key={one}>{keptFor(one, say)}</li>
            ))}
          </ul>
        </Prose>
      </Section>
      <Section title={say('processing.erased')} id="erased">
        {data.runs.length === 0 ? (
          <Empty title={say('processing.erased.none')} text={say('processing.erased.text')} />
        ) : (
          <Table
            caption={say('processing.erased')}
            quiet
            head={[say('processing.column.night'), say('processing.column.erased')]}
            rows={data.runs.map(({ id, day, atLeast: many }) => [
              <a href={`/record/${id}`}>{say.date(`${day}T12:00:00.000Z`)}</a>,
              many === 0 ? say('processing.people.few') : say('processing.at-least', { many }),
            ])}
          />
        )}
      </Section>
      <Section title={say('processing.held')} id="held">
        {data.held.length === 0 ? (
          <Empty title={say('processing.held.none')} />
        ) : (
          <Table
            caption={say('processing.held')}
            quiet
            head={['when', 'change', 'class'].map((one) => say(`processing.column.${one}`))}
            rows={data.held.map((it) => [
              <a href={`/record/${it.id}`}>
                <When at={it.at} style="date" />
              </a>,
              say(`processing.change.${it.change}`),
              className(it.class, say),
            ])}
          />
        )}
      </Section>
      <Section title={say('processing.delayed')} id="delayed">
        <Prose>
          <p>{say('processing.delayed.text')}</p>
        </Prose>
        <Stats
          items={(data.delayed.length > 0
            ? data.delayed
            : [{ year: now.slice(0, 4), count: 0 }]
          ).map(({ year, count }) => ({ label: year, value: count }))}
        />
      </Section>
      <Breaches breaches={data.breaches} say={say} />
    </Layout>
  ),
})
