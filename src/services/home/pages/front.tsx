/** The front page: what one can do here, and how the city does. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { listSplitViews } from '#core/record'
import {
  ButtonLink,
  Card,
  CardList,
  Layout,
  Notice,
  Prose,
  Section,
  Stats,
  Summary,
  Tag,
  When,
} from '#design'
import { readPulse } from '#services/reports'
import { z } from 'zod'
import { homeOf } from '../config.ts'

const doors = [
  { key: 'report', href: '/reports/new' },
  { key: 'reports', href: '/reports' },
  { key: 'folder', href: '/folder' },
  { key: 'record', href: '/record' },
  { key: 'algorithms', href: '/algorithms' },
  { key: 'promises', href: '/promises' },
] as const

const wording = (words: Readonly<Record<string, string>>, language: string) =>
  words[language] ?? words['en'] ?? ''

type Pulse = Awaited<ReturnType<typeof readPulse>>
type Somebody = { readonly email: string; readonly password: string; readonly who: string }

function Doors() {
  const { say } = useHere()
  return (
    <CardList label={say('home.front.doors')}>
      {doors.map(({ key, href }) => (
        <Card key={key} title={say(`home.door.${key}`)} href={href} level={2}>
          {say(`home.door.${key}.text`)}
        </Card>
      ))}
    </CardList>
  )
}

function Figures({ open, solved, medianDays }: Pulse) {
  const { say } = useHere()
  const days = medianDays === null ? [] : [{ label: say('home.figure.days'), value: medianDays }]
  return (
    <Section title={say('home.figures')} id="figures">
      <Stats
        items={[
          { label: say('home.figure.open'), value: open, href: '/reports?class=open' },
          { label: say('home.figure.solved'), value: solved },
          ...days,
        ]}
      />
    </Section>
  )
}

/** Logs that this city witnesses and that signed two records: nothing is more urgent to say. */
function SplitViews({ logs }: { readonly logs: readonly string[] }) {
  const { say } = useHere()
  if (logs.length === 0) return null
  return (
    <Notice tone="error" title={say('home.split')}>
      <ul>
        {logs.map((log) => (
          <li key={log}>
            <bdi>{log}</bdi>
          </li>
        ))}
      </ul>
      <p>
        <a href="/record/evidence">{say('home.split.evidence')}</a>
      </p>
    </Notice>
  )
}

const cut = (text: string) => (text.length > 160 ? `${text.slice(0, 160)} …` : text)

function Latest({ latest }: Pulse) {
  const { say } = useHere()
  if (latest.length === 0) return null
  return (
    <Section title={say('home.latest')} id="latest">
      <CardList label={say('home.latest')}>
        {latest.map(({ number, category, state, place, text, openedAt, cover, ...one }) => (
          <Card
            key={number}
            title={category}
            href={`/reports/${number}`}
            eyebrow={number}
            tag={
              <Tag tone={one.class === 'open' ? 'info' : 'neutral'}>
                {say(`reports.state.${state}`)}
              </Tag>
            }
            foot={
              <>
                {place && <bdi>{place}</bdi>} · <When at={openedAt} style="date" />
              </>
            }
            {...(cover
              ? { photo: { src: `/reports/photos/${cover}?size=thumb`, alt: say('home.photo') } }
              : {})}
          >
            <p dir="auto">{cut(text ?? '')}</p>
          </Card>
        ))}
      </CardList>
      <Prose>
        <p>
          <a href="/reports">{say('home.latest.all')}</a>
        </p>
      </Prose>
    </Section>
  )
}

/** Only in the sample city: as whom one can sign in. */
function Cast({ cast }: { cast: readonly Somebody[] }) {
  const { say } = useHere()
  if (cast.length === 0) return null
  const passwords = [...new Set(cast.map((one) => one.password))]
  const same = passwords.length === 1
  return (
    <Section title={say('home.cast')} id="sample">
      <Prose>
        <p>{say('home.cast.text')}</p>
        {same && (
          <p>
            {say('home.cast.same')} <strong dir="auto">{passwords[0]}</strong>
          </p>
        )}
      </Prose>
      <Summary
        rows={cast.map(({ email, password, who }) => ({
          key: email,
          value: same ? (
            who
          ) : (
            <>
              {who} {say('home.cast.password')}: <bdi>{password}</bdi>
            </>
          ),
        }))}
      />
      <Prose>
        <p>
          <a href="/sign-in">{say('home.cast.sign-in')}</a> ·{' '}
          <a href="/dev/mail">{say('home.cast.mail')}</a>
        </p>
      </Prose>
    </Section>
  )
}

export const front = page({
  name: 'home.front',
  path: '/',
  who: anyone,
  keep: 'public',
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx, city, language, now }) {
    const { welcome, cast } = homeOf(city)
    const shown = city.sampleCity ? cast : []
    return {
      name: city.name,
      welcome: wording(welcome, language),
      split: [...new Set((await listSplitViews(tx, 20)).map(({ origin }) => origin))],
      pulse: await readPulse(tx, city, { now, language }),
      cast: shown.map((one) => ({ ...one, who: wording(one.who, language) })),
    }
  },
  view: ({ name, welcome, split, pulse, cast }, { say }) => (
    <Layout
      title={say('home.front.title', { city: name })}
      lead={welcome}
      actions={<ButtonLink href="/reports/new">{say('home.door.report')}</ButtonLink>}
      hero
      wide
    >
      <SplitViews logs={split} />
      <Doors />
      <Figures {...pulse} />
      <Latest {...pulse} />
      <Cast cast={cast} />
    </Layout>
  ),
})
