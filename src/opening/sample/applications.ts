/** An application of the sample city, and a resident who signs in to it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '#core/database'
import { Refusal } from '#core/kernel'
import { forProvider } from '#services/applications'
import { z } from 'zod'
import type { Cast } from './people.ts'
import type { Stage } from './stage.ts'

const DAY = 86_400_000
const MINUTE = 60_000

const strings = z.record(z.string(), z.string())

/** `sample/applications.json`: what the library proposes. */
const Proposed = z.object({
  daysAgo: z.number().int().min(1).max(300),
  application: z.string(),
  name: strings,
  purpose: strings,
  kind: z.enum(['confidential', 'public']),
  returns: z.string(),
  afterwards: z.string(),
  claims: z.array(z.string()),
  must: z.array(z.string()),
  reasons: strings,
  stays: z.boolean(),
  contact: z.string(),
})

/** A sign-in that waits for the resident, as the provider would have written it down. */
export async function signInWaits(
  db: Database,
  asked: { readonly interaction: string; readonly application: string; readonly now: string },
): Promise<void> {
  const { interaction, application, now } = asked
  const scopes = 'openid email profile'
  const row = {
    id: forProvider.waitingId(interaction),
    model: 'Interaction',
    application,
    connection: null,
    uid: null,
    sealed: new Uint8Array(),
    asked: forProvider.askedOf({ client_id: application, scope: scopes, begun: now }),
    until: new Date(Date.parse(now) + 30 * MINUTE).toISOString(),
  }
  await db.as('applications').transact((tx) => forProvider.keepToken(tx, row))
}

/** The catalogue asks for what it was let have, as it does when somebody comes back to it. */
async function looksUp({ city, now }: Stage, ref: string, application: string): Promise<void> {
  const db = city.db.as('applications')
  const connection = await db.look((tx) => forProvider.findConnection(tx, application, ref))
  if (!connection) return
  const actor = { kind: 'system', ref: null, permissions: [], unit: null, badge: null } as const
  const known = await db.look((tx) => forProvider.findStanding(tx, application))
  const reason = forProvider.inLanguage(known?.facts.name ?? {}, 'en')
  const why = { case: connection.id, recipient: `application:${application}`, reason }
  for (const { purpose } of forProvider.handOversFor(connection.allowed))
    await city
      .channel('applications')
      .read(purpose, ref, { actor, at: now(), ...why })
      .catch((failure: unknown) => {
        if (!(failure instanceof Refusal)) throw failure
      })
}

/** Two officials let the library's catalogue in, and a resident signs in to it. False when the city has none. */
export async function letApplicationIn(playing: {
  readonly stage: Stage
  readonly cast: Cast
  readonly now: number
}): Promise<boolean> {
  const { stage, cast, now } = playing
  const file = join(stage.city.settings.city, 'sample', 'applications.json')
  const [operator, officer] = ['operator', 'privacy-officer'].map((role) =>
    cast.officials.get(role),
  )
  const [resident] = cast.residents
  if (!existsSync(file) || !operator || !officer || !resident) return false
  const { daysAgo, ...words } = Proposed.parse(JSON.parse(readFileSync(file, 'utf8')))
  const { application } = words
  stage.at(now - daysAgo * DAY)
  await stage.does(operator, 'applications.propose', words)
  stage.at(now - (daysAgo - 1) * DAY)
  await stage.does(officer, 'applications.approve', { application })
  stage.at(now - 3 * DAY)
  const interaction = 'sample-sign-in'
  await signInWaits(stage.city.db, { interaction, application, now: stage.now() })
  await stage.does(resident, 'applications.allow', { interaction, claims: ['email'] })
  const ref = await stage.city.channel('applications').refOf(resident.person?.ref ?? '')
  stage.at(now - 3 * DAY + MINUTE)
  await looksUp(stage, ref, application)
  return true
}
