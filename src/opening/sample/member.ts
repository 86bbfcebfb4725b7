/** What the sample city and its neighbour do as members of the coalition: `sample/member.json`. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Cast } from './people.ts'
import type { Actor, Stage } from './stage.ts'

const DAY = 86_400_000
/** Days before the city is opened, or after it. */
const days = z.number().int().min(-400).max(400)
const whose = z.enum(['home', 'neighbour'])
/** Values of an action, as they are. */
const values = z.record(z.string(), z.unknown())

const activity = z.object({
  time: z.string(),
  until: z.string(),
  seats: z.array(z.string()),
  facts: values,
})

/** The part of the sample that is about members. */
export const Membership = z.object({
  neighbour: values.and(z.object({ name: z.string(), since: z.iso.date() })),
  joined: z.array(
    z.object({
      of: z.enum(['home', 'other']),
      daysAgo: days,
      until: z.enum(['in_review', 'member']),
      name: z.string(),
      country: z.string(),
      domain: z.string(),
      decision: z.object({
        body: z.string(),
        reference: z.string(),
        documentUrl: z.url(),
        daysAgo: days,
      }),
      mailbox: z.string(),
      signer: z.string(),
      register: z.url().optional(),
    }),
  ),
  practices: z.array(
    z.object({
      of: whose,
      daysAgo: days,
      state: z.enum(['approved', 'published']),
      /** The office was asked after a year, and answered. */
      asked: z.boolean().default(false),
      adopted: z.object({ by: whose, daysAgo: days, words: z.string() }).optional(),
      content: values,
    }),
  ),
  activities: z.array(
    activity.extend({
      plannedDaysAgo: days,
      dayIn: days,
      told: z.object({ outcome: z.string(), material: z.string() }).optional(),
    }),
  ),
  /** The activity of the city for the day of the internet, and what shows that it was held. */
  day: activity.extend({ evidence: z.url() }),
  groups: z.array(
    z.object({
      name: z.string(),
      purpose: z.string(),
      daysAgo: days,
      chair: whose,
      cities: z.array(whose),
      minutes: z.object({ daysAgo: days, title: z.string(), text: z.string() }),
      tasks: z.array(
        z.object({
          daysAgo: days,
          title: z.string(),
          city: whose,
          dueIn: days,
          doneDaysAgo: days.optional(),
        }),
      ),
      statement: z.object({
        daysAgo: days,
        title: z.string(),
        body: z.string(),
        signed: z.object({
          daysAgo: days,
          authority: z.string(),
          decidedDaysAgo: days,
          proof: z.url(),
        }),
      }),
    }),
  ),
})
export type Membership = z.infer<typeof Membership>

/** Reads it; undefined when the sample of this city says nothing of it. */
export function membershipOf(folder: string): Membership | undefined {
  const file = join(folder, 'sample', 'member.json')
  return existsSync(file) ? Membership.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

/** A member city and who acts for it. */
export interface Acting {
  readonly city: string
  readonly official: Actor
}

/** Whoever is needed to play a membership. */
export interface Playing {
  readonly stage: Stage
  readonly cast: Cast
  /** The moment the city is opened. */
  readonly now: number
  readonly secretariat: Actor
  readonly home: Acting
  readonly neighbour: Acting
}

/** The moment so many days before the city is opened. */
export const ago = ({ now }: Pick<Playing, 'now'>, count: number) => now - count * DAY

/** The day so many days before the city is opened. */
export const dayAgo = (playing: Pick<Playing, 'now'>, count: number) =>
  new Date(ago(playing, count)).toISOString().slice(0, 10)

/** How often a letter is waited for: one that could not go out goes out an hour later. */
const TRIES = 3

/** The newest letter to a mailbox that has this link; gives the code in it. */
export async function codeIn(
  { stage }: Pick<Playing, 'stage'>,
  to: string,
  link: RegExp,
): Promise<string> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    await stage.post()
    const letters = await stage.city.mail.listLetters()
    const found = letters.flatMap((one) => (one.to === to ? (link.exec(one.text)?.[1] ?? []) : []))
    if (found[0] !== undefined) return found[0]
    stage.at(Date.parse(stage.now()) + 3_600_000)
  }
  throw new Error(`${to} got no letter with ${String(link)}`)
}

/** Somebody without an account, as the mailbox of a city. */
export const mailbox = (email: string): Actor => ({ email, language: 'en', person: null })
