/** A practice in every state that has a page of its own, for tests across services. */
import { createHash } from 'node:crypto'
import { perform } from '#core/actions'
import { sql } from '#core/database'
import { takeMemberships } from '#hub/endorsements'
import type { Somebody, TestCity } from './city.ts'
import { hubCan } from './coalition.ts'

const operator = {
  person: null,
  address: 'operator',
  device: 'command line',
  language: 'en',
  operator: true,
} as const

const words = {
  language: 'en',
  title: 'Laptops lent by libraries',
  summary: 'Libraries lend laptops for four weeks to people who have none at home.',
  problem: 'One household in nine has no computer.',
  done: 'Twelve libraries lend laptops that the city mends and wipes.',
  forWhom: 'Households without a computer',
  principles: ['access'],
  stage: 'running',
  cost: 'under-100k',
  results: '1200 | laptops lent | 2025-12-31 | https://grenoble.example/report',
  media: 'https://grenoble.example/film | https://grenoble.example/film.txt',
  contact: 'digital.rights@grenoble.example',
}

/** Makes a city a member, as an import of members does. */
export async function madeMember({ city }: Pick<TestCity, 'city'>, id: string): Promise<void> {
  const rows = [{ city: id, name: id, state: 'member' as const, since: '2020-01-01' }]
  const values = { source: 'test', rows }
  await perform(city, takeMemberships, operator, { values, form: false })
}

/** One activity with seats; gives the addresses of its pages. */
async function invitedTo(official: Somebody): Promise<Readonly<Record<string, string>>> {
  const { activity } = await official.does(hubCan('activities.plan'), {
    ...{ language: 'en', city: 'grenoble-fr', title: 'The first message', kind: 'talk' },
    ...{ about: 'From one computer to another.', zone: 'Europe/Paris', day: '2026-10-29' },
    ...{ time: '18:30', until: '20:00', place: 'Library', contact: 'access@grenoble.example' },
    ...{ rule: 'here', capacity: 20, principles: ['access'] },
  })
  return {
    'activities.show': `/activities/${activity}`,
    'activities.city': '/cities/grenoble-fr/activities',
    'activities.day': '/activities/internet-day',
    'activities.year': '/activities/internet-day/2025',
  }
}

/** One campaign with a pledge; gives the addresses of its pages. */
async function campaigned(
  official: Somebody,
  secretariat: Somebody,
): Promise<Readonly<Record<string, string>>> {
  const { campaign } = await secretariat.does(hubCan('campaigns.launch'), {
    ...{ language: 'en', name: 'Three cities', about: 'Cities join.', target: 3, baseline: 1 },
    ...{ starts: '2026-03-01', days: 10, zone: 'Europe/Madrid', field: 'city' },
    ...{ kinds: 'endorsements.taken-in', where: 'state=member' },
  })
  await official.does(hubCan('campaigns.pledge'), {
    ...{ campaign, city: 'grenoble-fr', text: 'A clause.', measure: 'contracts', goal: 40 },
    ...{ due: '2026-12-31', authority: 'Council', decision: 'https://grenoble.example/1' },
  })
  return {
    'campaigns.campaign': `/campaigns/${campaign}`,
    'campaigns.city': '/cities/grenoble-fr/pledges',
  }
}

/** An issued edition with this practice, and the draft of one that corrects it; gives the addresses of their pages. */
async function editioned(
  city: TestCity['city'],
  secretariat: Somebody,
  practice: string,
): Promise<Readonly<Record<string, string>>> {
  const words = { title: 'What cities did', spoken: 'en', arranged: 'principle' }
  const { draft } = await secretariat.does(hubCan('editions.begin'), {
    ...words,
    ...{ map: true, members: true, foreword: 'Dear readers.', lead: 'The first year' },
  })
  await secretariat.does(hubCan('editions.choose'), { draft, practices: [practice] })
  const { edition } = await secretariat.does(hubCan('editions.issue'), { draft })
  // The booklet waits for the place of its content in the log.
  await city.record.step()
  await city.jobs.workUntilIdle()
  const next = await secretariat.does(hubCan('editions.correct'), { edition: String(edition) })
  return {
    'editions.show': `/editions/${edition}`,
    'editions.draft': `/editions/drafts/${next.draft}`,
    'editions.words': `/editions/drafts/${next.draft}/words`,
  }
}

/** One published practice about which the office is asked, and one draft; gives their addresses. */
export async function practised(
  { city }: Pick<TestCity, 'city'>,
  { official, secretariat }: { official: Somebody; secretariat: Somebody },
): Promise<Readonly<Record<string, string>>> {
  const of = { ...words, city: 'grenoble-fr' }
  const { practice } = await official.does(hubCan('practices.draft'), of)
  await official.does(hubCan('practices.approve'), { practice })
  const ticks = { facts: true, praise: true, plain: true }
  await secretariat.does(hubCan('practices.publish'), { practice, ...ticks })
  await official.does(hubCan('practices.draft'), { ...of, title: 'Tablets lent by libraries' })
  // Slots are opened on 1 August, and the letter's code is known to the mailbox alone; a year later these are what jobs write.
  const code = createHash('sha256').update('asked', 'utf8').digest('hex')
  await city.db.transact(async (tx) => {
    await tx.run(sql`insert into activities.slot (year, city) values (2025, 'grenoble-fr')`)
    await tx.run(sql`update practices.practice set code = ${code}, asked_on = '2026-03-02'
      where number = ${Number(practice)}`)
  })
  return {
    ...(await invitedTo(official)),
    ...(await campaigned(official, secretariat)),
    ...(await editioned(city, secretariat, practice)),
    'practices.show': `/practices/${practice}`,
    'practices.edit': `/practices/${practice}/edit`,
    'practices.version': `/practices/${practice}/versions/1`,
    'practices.asked': '/practices/asked/asked',
    'practices.city': '/cities/grenoble-fr/practices',
  }
}
