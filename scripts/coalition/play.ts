/** What the cities of a trial coalition do once they belong to it: promise, tell what they did, and learn from each other. */
import type { Clerk } from './clerk.ts'
import { appointed, type Candidate, type Hub, joins, officialOf } from './joining.ts'

const DAY = 86_400_000
const dayIn = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)

/** A member city and whoever acts for it. */
export interface Joined {
  readonly city: string
  readonly domain: string
  readonly official: Clerk
}

/** A city joins, and its official gets a post. */
export async function enrolled(hub: Hub, it: Candidate): Promise<Joined> {
  const city = await joins(hub, it)
  const official = await appointed(hub, city, officialOf(it.name))
  return { city, domain: it.domain, official }
}

/** A commitment with two milestones, the first of them reached. */
export async function promises({ city, domain, official }: Joined): Promise<void> {
  const { number } = await official.does('/commitments/new/promise', {
    ...{ city, title: 'Everybody can read what the city decides about them' },
    problem: 'Letters of the city name a law and no reason. People ask at the counter, and wait.',
    benefits: 'Everybody who gets a letter of the city',
    ...{ principles: ['transparency'], items: ['S74'], office: 'Digital rights office' },
    mailbox: `rights@${domain.replace(/:\d+$/, '')}`,
    ...{ startsOn: dayIn(-60), endsOn: dayIn(500) },
  })
  const desk = `/commitments/${String(number)}/desk`
  const step = { proof: 'address' }
  await official.does(`${desk}/add-milestone`, {
    ...{ ...step, text: 'The register of algorithms is open', dueOn: dayIn(-10) },
    deliverable: 'A page, and a file that programs can read',
  })
  await official.does(`${desk}/add-milestone`, {
    ...{ ...step, text: 'Every letter names the reason', dueOn: dayIn(200) },
    deliverable: 'The reason in the first paragraph, checked by the auditor',
  })
  const link = `http://${domain}/algorithms`
  await official.does(`${desk}/reach`, { place: 1, on: dayIn(-12), link })
}

const practice = {
  language: 'en',
  title: 'The reason first: letters people understand',
  summary: 'Letters of the city begin with what was decided and why, in words of every day.',
  problem: 'Half of those who came to the counter held a letter they could not read.',
  done: 'Ten letters were written anew with people who had received them, and measured for a year.',
  forWhom: 'Everybody who gets a letter of the city',
  principles: ['transparency'],
  stage: 'running',
  from: '2025',
  cost: 'under-10k',
  failed: 'The first try was written by lawyers alone, and was longer than before.',
  advice: 'Read each letter aloud to somebody who got it. Stop where they stop.',
}

/** One city tells what it did, the editors publish it, another one reuses it. */
export async function teaches(hub: Hub, teacher: Joined, learner: Joined): Promise<string> {
  const { city, domain, official } = teacher
  const host = domain.replace(/:\d+$/, '')
  const of = { ...practice, city, contact: `rights@${host}` }
  const drafted = await official.does('/practices/new/draft', of)
  const page = `/practices/${String(drafted['practice'])}`
  await official.does(`${page}/approve`, {})
  await hub.secretariat.does(`${page}/publish`, { facts: true, praise: true, plain: true })
  const words = 'We began with the three letters that bring most people to the counter.'
  await learner.official.does(`${page}/adopt`, { city: learner.city, since: dayIn(-5), words })
  return page
}
