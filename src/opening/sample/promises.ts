/** What the sample city itself promises in its coalition, and what is said of it: by acts, like everything else. */
import { personOf, type Post } from '#core/people'
import { findCities } from '#hub/cities'
import { readMemberships, takeMemberships } from '#hub/endorsements'
import { z } from 'zod'
import { workOf } from '../taking.ts'
import type { Cast } from './people.ts'
import type { Actor, Stage } from './stage.ts'

const DAY = 86_400_000
/** Days before the city is opened, or after it. */
const days = z.number().int().min(-2000).max(2000)

const Promised = z.object({
  title: z.string(),
  problem: z.string(),
  benefits: z.string(),
  principles: z.array(z.string()),
  items: z.array(z.string()),
  office: z.string(),
  mailbox: z.string(),
  madeDaysAgo: days,
  endsDaysAgo: days,
  milestones: z.array(
    z.object({
      text: z.string(),
      deliverable: z.string(),
      proof: z.string(),
      dueDaysAgo: days,
      reachedDaysAgo: days.optional(),
    }),
  ),
  statement: z.object({ status: z.string(), text: z.string() }),
  comment: z.object({ by: z.string(), daysAgo: days, text: z.string() }).optional(),
  review: z
    .object({ interests: z.string(), ambition: z.string(), text: z.string(), reply: z.string() })
    .optional(),
})

/** The part of `sample/coalition.json` that is about the sample city as a member. */
export const Promises = z.object({
  city: z.object({ country: z.string(), lat: z.string(), lon: z.string(), languages: z.string() }),
  promised: z.array(Promised),
})

interface Filling {
  readonly stage: Stage
  readonly cast: Cast
  readonly now: number
}

/** A city of the sample in the directory, and as a member from a list: as one without proofs, unless a day is known. */
export async function listedMember(
  { stage }: Pick<Filling, 'stage'>,
  who: Actor,
  { name, since = null, ...facts }: { readonly name: string; readonly since?: string | null },
): Promise<string> {
  const { city } = stage
  const [known] = await city.db.as('cities').look((tx) => findCities(tx, name, 1))
  const listed = known?.id ?? (await stage.does(who, 'cities.list', { name, ...facts }))['city']
  const id = String(listed)
  const members = await city.db.as('endorsements').look((tx) => readMemberships(tx, [id]))
  if (members.has(id)) return id
  const taking = { file: '', preset: undefined, dryRun: false, progress: () => undefined }
  const state = since === null ? ('historic' as const) : ('member' as const)
  const rows = [{ city: id, name, state, since }]
  const work = workOf({ ...city, clock: stage.now }, taking)
  await work.perform(takeMemberships, { source: 'sample', rows })
  return id
}

/** Somebody takes a post by the secretariat's link, beside those already held. */
export async function takesPost(
  { stage, cast }: Filling,
  role: string,
  offer: { readonly post: string; readonly city?: string },
): Promise<Actor> {
  const [who, secretariat] = [cast.officials.get(role), cast.officials.get('secretariat')]
  const held = who?.person
  if (!who || !held || !secretariat) throw new Error(`The sample hub needs ${role}`)
  const { secret } = await stage.does(secretariat, 'commitments.invite', offer)
  await stage.does(who, 'account.join', { secret })
  const name = offer.post === 'official' ? 'city-official' : 'independent-reviewer'
  const posts: Post[] = [...held.posts, { role: name, unit: offer.city ?? null }]
  const { roles } = stage.city.facts
  return { ...who, person: personOf({ ...held, id: held.session, posts }, roles) }
}

const dayOf = (filling: Filling, ago: number) =>
  new Date(filling.now - ago * DAY).toISOString().slice(0, 10)

type One = z.infer<typeof Promised>

/** One promise with its steps, as far as they have come. */
async function promises(filling: Filling, official: Actor, one: One & { city: string }) {
  const { stage, now } = filling
  const { milestones, madeDaysAgo, endsDaysAgo, ...facts } = one
  stage.at(now - madeDaysAgo * DAY)
  const course = { startsOn: dayOf(filling, madeDaysAgo), endsOn: dayOf(filling, endsDaysAgo) }
  const { number } = await stage.does(official, 'commitments.promise', { ...facts, ...course })
  for (const [index, { dueDaysAgo, reachedDaysAgo, ...step }] of milestones.entries()) {
    stage.at(now - madeDaysAgo * DAY)
    const due = { dueOn: dayOf(filling, dueDaysAgo) }
    await stage.does(official, 'commitments.add-milestone', { number, ...step, ...due })
    if (reachedDaysAgo === undefined) continue
    stage.at(now - reachedDaysAgo * DAY)
    const on = dayOf(filling, reachedDaysAgo)
    await stage.does(official, 'commitments.reach', { number, place: index + 1, on })
  }
  return number
}

/** What others say of it: a resident, and a reviewer to whom the city replies. */
async function spoken(
  filling: Filling,
  { review, comment }: One,
  who: { readonly number: unknown; readonly official: Actor; readonly reviewer: Actor },
): Promise<void> {
  const { stage, cast, now } = filling
  const { number, official, reviewer } = who
  if (review) {
    const { reply, ...said } = review
    stage.at(now - 60 * DAY)
    const given = { number, ...said, verifiable: 'yes', independent: true }
    await stage.does(reviewer, 'commitments.review-plan', given)
    await stage.post()
    stage.at(now - 52 * DAY)
    await stage.does(official, 'commitments.reply', { number, stage: 'start', text: reply })
  }
  const resident = cast.residents.find(({ email }) => email === comment?.by)
  if (!comment || !resident) return
  stage.at(now - comment.daysAgo * DAY)
  await stage.does(resident, 'commitments.comment', { number, text: comment.text })
}

/** Yesterday's half-yearly report: what was prefilled is claimed as it is. */
async function report(
  { stage, now }: Filling,
  official: Actor,
  said: { readonly city: string; readonly status: object; readonly text: object },
): Promise<void> {
  const { city } = said
  stage.at(now - DAY)
  await stage.does(official, 'assessments.begin', { city })
  const claims = {
    foundations: ['2', '2', '1', '2', '1'],
    structures: ['1', '3', '2', '1', '1'],
    tools: ['1', '3', '3', '3', '3'],
  }
  for (const [step, [access, privacy, transparency, participation, openness]] of Object.entries(
    claims,
  )) {
    const row = { access, privacy, transparency, participation, openness }
    await stage.does(official, 'assessments.claim', { city, step, claims: row })
  }
  await stage.does(official, 'commitments.prepare', said)
  await stage.does(official, 'assessments.hand-in', { city })
  await stage.post()
}

/** Everything the sample city promises, and its report. */
export async function fillPromises(
  filling: Filling,
  secretariat: Actor,
  invented: z.infer<typeof Promises>,
): Promise<{ readonly city: string; readonly official: Actor }> {
  const { stage, now } = filling
  stage.at(now - 371 * DAY)
  const own = { name: stage.city.facts.name, ...invented.city }
  const city = await listedMember(filling, secretariat, own)
  const official = await takesPost(filling, 'privacy-officer', { post: 'official', city })
  const reviewer = await takesPost(filling, 'auditor', { post: 'reviewer' })
  const status: Record<string, string> = {}
  const text: Record<string, string> = {}
  for (const one of invented.promised) {
    const number = await promises(filling, official, { ...one, city })
    await spoken(filling, one, { number, official, reviewer })
    status[String(number)] = one.statement.status
    text[String(number)] = one.statement.text
  }
  await report(filling, official, { city, status, text })
  return { city, official }
}
