import { type Look, page, useHere } from '#core/pages'
import { residents } from '#core/people'
import { addDays, dateIn } from '#core/kernel'
import {
  ButtonLink,
  ButtonRow,
  Card,
  CardList,
  Does,
  Layout,
  Notice,
  Prose,
  Section,
  Summary,
  Tag,
  When,
} from '#design'
import { z } from 'zod'
import { dropLetter } from '../actions/letter.ts'
import { deskNumber } from '../actions/desk.ts'
import { residenceOf } from '../config.ts'
import { own } from '../purposes.ts'
import { nextStep } from '../rules.ts'
import { readApart, readOpenLetter, readStanding } from '../store.ts'
import { verifiedOf } from '../verified.ts'

const reads = { own }
type Looking = Look<{ asked?: string | undefined }, typeof reads>

async function load({ input, by, tx, now, city, personal }: Looking) {
  const ref = by.ref ?? ''
  const terms = residenceOf(city)
  const today = dateIn(now, city.zone)
  const standing = (await readStanding(tx, ref)) ?? null
  const letter = (await readOpenLetter(tx, ref)) ?? null
  const apart = (await readApart(tx, ref)) ?? null
  const verified = standing ? verifiedOf(await personal.own(ref)) : { resident: false as const }
  const soonOver = standing !== null && standing.until <= addDays(today, terms.remindDays)
  const state = letter?.state === 'waiting' || letter?.state === 'sent' ? letter.state : null
  const ending = standing?.endedWhy ?? null
  const area = verified.resident
    ? city.districts.areas.find(({ code }) => code === verified.district)
    : undefined
  return {
    verified,
    apart,
    district: area?.name ?? null,
    way: standing?.way ?? null,
    until: standing?.until ?? null,
    ending,
    letter: state && letter ? { state, askedAt: letter.askedAt, until: letter.until } : null,
    next: nextStep({ resident: verified.resident, letter: state, ending, soonOver }),
    asked: input.asked === 'register' && !verified.resident,
    ways: {
      letter: Object.keys(terms.postcodes).length > 0,
      register: terms.register !== undefined,
      provider: Object.keys(terms.providers).length > 0,
    },
  }
}

type Data = Awaited<ReturnType<typeof load>>

/** What services may learn, and nothing more. */
function Proved({ verified, district, way, until }: Data) {
  const { say } = useHere()
  if (!verified.resident || !until || !way) return null
  const rows = [
    {
      key: say('residence.fact.resident'),
      value: <Tag tone="success">{say('residence.yes')}</Tag>,
    },
    { key: say('residence.fact.district'), value: district ?? verified.district },
    {
      key: say('residence.fact.over16'),
      value: say(verified.over16 ? 'residence.yes' : 'residence.no'),
    },
    { key: say('residence.fact.until'), value: <When at={until} style="date" /> },
    { key: say('residence.fact.way'), value: say(`residence.way.${way}`) },
  ]
  return (
    <>
      <Summary rows={rows} title={say('residence.proved')} />
      <Prose>
        <p>{say('residence.proved.text')}</p>
      </Prose>
    </>
  )
}

/** The ways there are in this city; the one most people can go comes first. */
function Ways({ ways }: Data) {
  const { say } = useHere()
  return (
    <Section title={say('residence.ways')} id="ways">
      <CardList>
        {ways.provider && (
          <Card title={say('residence.by-provider')} href="/ways/residence">
            <p>{say('residence.by-provider.text')}</p>
          </Card>
        )}
        {ways.letter && (
          <Card title={say('residence.by-letter')} href="/residence/letter">
            <p>{say('residence.by-letter.text')}</p>
          </Card>
        )}
        {ways.register && (
          <Card title={say('residence.by-register')} href="/residence/register">
            <p>{say('residence.by-register.text')}</p>
          </Card>
        )}
        <Card title={say('residence.by-desk')}>
          <p>{say('residence.by-desk.text')}</p>
          <Does action={deskNumber} />
        </Card>
      </CardList>
    </Section>
  )
}

function UnderWay({ letter, next }: Data) {
  const { say } = useHere()
  if (!letter) return null
  const title = say(next === 'enter-code' ? 'residence.letter.sent' : 'residence.letter.waiting')
  return (
    <Notice title={title}>
      <p>{say('residence.letter.until', { day: say.date(letter.until) })}</p>
      <ButtonRow>
        {next === 'enter-code' && (
          <ButtonLink href="/residence/code">{say('residence.enter-code')}</ButtonLink>
        )}
        <Does action={dropLetter} kind="secondary" />
      </ButtonRow>
    </Notice>
  )
}

function News({ ending, asked, verified, next }: Data) {
  const { say } = useHere()
  if (asked) return <Notice title={say('residence.asked')} />
  if (next === 'renew') return <Notice tone="warning" title={say('residence.soon-over')} />
  if (verified.resident || !ending) return null
  return <Notice title={say(`residence.ended.${ending}`)} />
}

/** Somebody has the same name and birthday: who waits, who is asked, and until when. */
function Apart({ apart, verified }: Data) {
  const { say } = useHere()
  if (!apart || (apart.side === 'first') !== verified.resident) return null
  const { side, until } = apart
  const day = until ? say.date(until, 'long') : ''
  return (
    <Notice
      tone={side === 'first' ? 'warning' : 'info'}
      title={say(`residence.apart.${side}`, { day })}
    >
      <p>{say(`residence.apart.${side}.text`, { day })}</p>
      {side === 'first' && <Does action={deskNumber} />}
    </Notice>
  )
}

/** Where one's own proof of residence stands, with the one next step. */
export const statusPage = page({
  name: 'residence.status',
  path: '/residence',
  who: residents,
  input: z.object({ asked: z.string().max(20).optional() }),
  reads,
  load,
  view: (data, { say }) => (
    <Layout
      title={say('residence.status')}
      lead={say(`residence.lead.${data.next}`)}
      breadcrumb={[{ href: '/folder', text: say('folder.show') }]}
    >
      <Apart {...data} />
      <News {...data} />
      <UnderWay {...data} />
      <Proved {...data} />
      {(data.next === 'prove' || data.next === 'renew') && <Ways {...data} />}
      {data.verified.resident && (
        <ButtonRow>
          <ButtonLink href="/residence/leaving" kind="secondary">
            {say('residence.leaving')}
          </ButtonLink>
        </ButtonRow>
      )}
    </Layout>
  ),
})
