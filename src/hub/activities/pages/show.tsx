/** One activity: when, where, for whom, whether there is a seat, and what came of it. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { anyone, namedUnits } from '#core/people'
import { languageName } from '#core/text'
import { Does, Layout, Notice, Section, Summary, type SummaryRow, Words } from '#design'
import { cityTable, nameIn, readNames } from '#hub/cities'
import { listPrinciples, titleOf } from '#hub/declaration'
import { PLAN } from '../acting.ts'
import { giveBack, register } from '../actions/seats.ts'
import { readActivity } from '../store/activities.ts'
import { listAttended } from '../store/attendance.ts'
import { hasSeat } from '../store/seats.ts'
import { Hosting } from './hosting.tsx'
import { At, trail } from './parts.tsx'

export const showPage = page({
  name: 'activities.show',
  path: '/activities/:activity',
  who: anyone,
  keep: 'public',
  input: z.object({ activity: z.string().max(10), language: z.string().max(10).optional() }),
  async load({ input, tx, by, now, city: hub }) {
    const found = await readActivity(tx, cityTable(), input.activity)
    const known = new Map((await listPrinciples(tx)).map((one) => [one.id, one]))
    const cities = await listAttended(tx, found.number)
    const names = await readNames(tx, cities)
    return {
      ...found,
      attended: cities.map((id) => ({ ...{ id, name: id, names: {} }, ...names.get(id) })),
      tags: found.principles.flatMap((id) => known.get(id) ?? []),
      acts: namedUnits(by.person, PLAN).includes(found.city),
      mine: by.ref !== null && (await hasSeat(tx, found.number, by.ref)),
      begun: found.startsAt <= now,
      over: found.endsAt <= now,
      url: `${hub.url}/activities/${found.number}`,
    }
  },
  view: (data) => <ShowView {...data} />,
})

/** What the page of an activity shows. */
export type Shown = Awaited<ReturnType<typeof showPage.load>>

/** For machines that gather events (schema.org): facts, not a script, so that no policy is loosened. */
function Markup(data: Shown) {
  const { title, startsAt, endsAt, url, about, place, link, cancelledAt, name, capacity } = data
  const at = (type: string, more: object) => ({ '@type': type, ...more })
  const where = [
    ...(place === null ? [] : [at('Place', { name: place })]),
    ...(link === null ? [] : [at('VirtualLocation', { url: link })]),
  ]
  const event = {
    ...{ '@context': 'https://schema.org', '@type': 'Event', name: title, url, description: about },
    ...{ startDate: startsAt, endDate: endsAt, location: where },
    eventStatus: `https://schema.org/${cancelledAt === null ? 'EventScheduled' : 'EventCancelled'}`,
    organizer: at('GovernmentOrganization', { name }),
    ...(capacity === null ? {} : { maximumAttendeeCapacity: capacity }),
  }
  const text = JSON.stringify(event).replaceAll('<', '\\u003c')
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />
}

function Facts(data: Shown) {
  const { say } = useHere()
  const { startsAt, endsAt, zone, place, link, languages, interpretation, price, contact } = data
  const yes = (it: boolean) => say(it ? 'activities.yes' : 'activities.no')
  const rows: (SummaryRow | false)[] = [
    { key: say('activities.starts'), value: <At at={startsAt} zone={zone} /> },
    { key: say('activities.ends'), value: <At at={endsAt} zone={zone} /> },
    place !== null && { key: say('activities.place'), value: <bdi>{place}</bdi> },
    link !== null && { key: say('activities.link'), value: <a href={link}>{link}</a> },
    languages.length > 0 && {
      key: say('activities.languages'),
      value: languages.map(languageName).join(', '),
    },
    interpretation !== null && {
      key: say('activities.interpretation'),
      value: <bdi>{interpretation}</bdi>,
    },
    { key: say('activities.captions'), value: yes(data.captions) },
    place !== null && { key: say('activities.stepFree'), value: yes(data.stepFree) },
    { key: say('activities.price'), value: <bdi>{price ?? say('activities.free')}</bdi> },
    { key: say('activities.contact'), value: <a href={`mailto:${contact}`}>{contact}</a> },
    data.tags.length > 0 && {
      key: say('activities.principle'),
      value: data.tags.map((one) => titleOf(say, one)).join(', '),
    },
  ]
  return <Summary rows={rows.filter((row) => row !== false)} />
}

function Seats(data: Shown) {
  const { say, by } = useHere()
  const { rule, capacity, taken, registered, mine, begun, cancelledAt, number } = data
  const given = { activity: String(number) }
  if (rule !== 'here') return <p>{say(`activities.rule.${rule}.text`)}</p>
  const count = registered ?? taken
  return (
    <Section title={say('activities.seats')} id="seats">
      <p>
        {capacity === null
          ? say('activities.taken', { count })
          : say('activities.takenOf', { count, seats: capacity })}
      </p>
      {mine && <Notice tone="success" title={say('activities.mine')} />}
      {begun || cancelledAt !== null ? null : by === null ? (
        <p>
          <a href={`/sign-in?next=${encodeURIComponent(`/activities/${number}`)}`}>
            {say('activities.signIn')}
          </a>
        </p>
      ) : mine ? (
        <Does action={giveBack} with={given} />
      ) : capacity !== null && taken >= capacity ? (
        <p>{say('activities.no-seat-left')}</p>
      ) : (
        <Does action={register} with={given} kind="primary" />
      )}
    </Section>
  )
}

function Outcome({ outcome, material, recording, attended }: Shown) {
  const { say, language } = useHere()
  if (outcome === null) return null
  return (
    <Section title={say('activities.outcome')} id="outcome">
      <Words text={outcome} />
      {material !== null && (
        <p>
          <a href={material}>{say('activities.material')}</a>
        </p>
      )}
      {recording !== null && (
        <p>
          <a href={recording}>{say('activities.recording')}</a>
        </p>
      )}
      {attended.length > 0 && (
        <>
          <p>{say('activities.attended')}</p>
          <ul class="govuk-list">
            {attended.map((one) => (
              <li key={one.id}>
                <a href={`/cities/${one.id}`}>{nameIn(one, language)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

function ShowView(data: Shown) {
  const { say, language } = useHere()
  return (
    <Layout
      title={data.title}
      eyebrow={`${nameIn(data, language)} · ${say(`activities.kind.${data.kind}`)}`}
      breadcrumb={trail(say)}
    >
      {data.cancelledAt !== null && <Notice tone="error" title={say('activities.cancelled')} />}
      <div lang={data.language} dir="auto">
        <Words text={data.about} />
      </div>
      <Facts {...data} />
      <Seats {...data} />
      <Outcome {...data} />
      <Hosting {...data} />
      <Markup {...data} />
    </Layout>
  )
}
