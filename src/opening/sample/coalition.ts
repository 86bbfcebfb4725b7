/** The sample city is a hub: its coalition is filled from `sample/coalition.json`, by acts like everything else. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { workOf } from '../taking.ts'
import { issueEdition } from './editions.ts'
import type { Cast } from './people.ts'
import { Lists, talkOnLists } from './lists.ts'
import { playActivities } from './activities.ts'
import { playEndorsements } from './endorsing.ts'
import { playGroups } from './groups.ts'
import { playPractices } from './learning.ts'
import { type Acting, membershipOf } from './member.ts'
import { fillPromises, listedMember, Promises, takesPost } from './promises.ts'
import type { Actor, Stage } from './stage.ts'

const DAY = 86_400_000
const words = z.record(z.string(), z.string())

const Coalition = z.object({
  partners: z.array(
    z.object({ name: z.string(), kind: z.string(), since: z.string(), role: words }),
  ),
  /** Campaigns of the past, as the sources tell of them. */
  campaigns: z.array(z.record(z.string(), z.union([z.string(), z.number()]))).default([]),
  lists: Lists,
  amendments: z.array(
    z.object({
      by: z.string(),
      about: z.string(),
      daysAgo: z.number(),
      title: z.string(),
      text: z.string(),
      reason: z.string(),
      comments: z.array(z.object({ by: z.string(), daysAgo: z.number(), text: z.string() })),
    }),
  ),
  home: Promises.optional(),
})
type Invented = z.infer<typeof Coalition>

interface Filling {
  readonly stage: Stage
  readonly cast: Cast
  /** The moment the city is opened. */
  readonly now: number
}

/** The founding members come from a list, as an operator would take it in. */
async function takeCities({ stage }: Filling, file: string): Promise<void> {
  const { city } = stage
  const kinds = city.services.flatMap(({ imports = [] }) => imports)
  const kind = kinds.find(({ what }) => what === 'cities')
  if (!kind) throw new Error('The sample hub needs the import of cities')
  const taking = {
    what: 'cities',
    file,
    preset: 'brochure',
    dryRun: false,
    progress: () => undefined,
  }
  const { refused } = await kind.run(workOf({ ...city, clock: stage.now }, taking))
  if (refused.length > 0) throw new Error(`${file}: ${refused[0]?.line} ${refused[0]?.reason}`)
}

async function listPartners({ stage }: Filling, who: Actor, { partners }: Invented): Promise<void> {
  for (const { role, ...partner } of partners) {
    const [first, ...others] = Object.entries(role)
    const said = { role: first?.[1], language: first?.[0] }
    const listed = await stage.does(who, 'partners.list', { ...partner, ...said })
    for (const [language, text] of others) {
      const { kind, since } = partner
      const more = { partner: listed['partner'], kind, since, role: text, language }
      await stage.does(who, 'partners.change', more)
    }
  }
}

const among =
  ({ residents }: Cast) =>
  (email: string): Actor => {
    const found = residents.find((one) => one.email === email)
    if (!found) throw new Error(`Nobody of the sample city is ${email}`)
    return found
  }

async function discuss({ stage, cast, now }: Filling, { amendments }: Invented): Promise<void> {
  const named = among(cast)
  for (const { by, daysAgo, comments, ...proposal } of amendments) {
    stage.at(now - daysAgo * DAY)
    const { amendment } = await stage.does(named(by), 'declaration.propose', proposal)
    for (const one of comments) {
      stage.at(now - one.daysAgo * DAY)
      await stage.does(named(one.by), 'declaration.comment', { amendment, text: one.text })
    }
  }
}

/** What the city and its neighbour do as members. */
async function liveAsMembers(filling: Filling, secretariat: Actor, home: Acting): Promise<void> {
  const { stage, now } = filling
  const membership = membershipOf(stage.city.settings.city)
  if (!membership) return
  stage.at(now - 371 * DAY)
  const city = await listedMember(filling, secretariat, membership.neighbour)
  const offer = { post: 'official', city }
  const official = await takesPost(filling, 'city-official', offer)
  const playing = { ...filling, secretariat, home, neighbour: { city, official } }
  await playPractices(playing, membership.practices)
  await playActivities(playing, membership)
  await playEndorsements(playing, membership.joined)
  await playGroups(playing, membership.groups)
}

/** Fills the coalition of a sample city that is a hub; does nothing in one that is none. */
export async function fillCoalition(filling: Filling): Promise<boolean> {
  const { stage, cast } = filling
  const { facts, settings } = stage.city
  const file = join(settings.city, 'sample', 'coalition.json')
  const secretariat = cast.officials.get('secretariat')
  if (!facts.hub || !secretariat || !existsSync(file)) return false
  const invented = Coalition.parse(JSON.parse(readFileSync(file, 'utf8')))
  await takeCities(filling, file)
  await listPartners(filling, secretariat, invented)
  for (const one of invented.campaigns) await stage.does(secretariat, 'campaigns.launch', one)
  await discuss(filling, invented)
  if (invented.home) {
    const home = await fillPromises(filling, secretariat, invented.home)
    await liveAsMembers(filling, secretariat, home)
  }
  const { now } = filling
  await talkOnLists({ stage, secretariat, now, named: among(cast) }, invented.lists)
  await issueEdition({ stage, secretariat, now })
  return true
}
