/** Passkeys (W3C Web Authentication Level 3): signing in with whichever a browser has, and the list of one's own. */
import { randomBytes } from 'node:crypto'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { BrowserJson, CameIn } from '../ways-model.ts'
import { spend } from './attempts.ts'
import { attemptAt, pose, settle } from './challenges.ts'
import { sealOwn } from './own-values.ts'
import { signed, siteShape } from './passkey-shapes.ts'
import { waysLeft } from './identities.ts'
import { personOf, refFor } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const response = z.record(z.string(), z.unknown())
export const label = z.string().trim().min(1).max(60)

export const askInput = z.object({ site: siteShape, now: moment })
export const checkInput = askInput.extend({ response, address: name })
export const renameInput = z.object({
  peopleRef: name,
  passkey: z.string().max(1500),
  name: label,
  now: moment,
})
export const removeInput = renameInput.omit({ name: true })

/** Loaded when the first passkey is used: a vault nobody signs in to needs none of it. */
export const library = () => import('@simplewebauthn/server')

export const plain = (value: object): BrowserJson => ({ ...value })
export const newChallenge = () => randomBytes(32).toString('base64url')
export const fieldOf = (credential: string) => `account.passkey ${credential}`

/** The question inside what a browser signed (WebAuthn 5.8.1); it is checked again with the signature. */
export function challengeIn(clientDataJSON: string): string {
  const read = z.object({ challenge: z.string().max(200) })
  try {
    return read.parse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString())).challenge
  } catch {
    return ''
  }
}

/** What to ask a browser for, to sign in with whichever passkey it has. Says nothing of who has one. */
export async function ask(
  room: Strongroom,
  { site, now }: z.infer<typeof askInput>,
): Promise<BrowserJson> {
  const { generateAuthenticationOptions } = await library()
  const challenge = newChallenge()
  await room.db.transact((tx) =>
    pose(tx, room, { kind: 'enter', secret: challenge, person: null, now }),
  )
  const options = await generateAuthenticationOptions({
    rpID: site.id,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    userVerification: 'required',
  })
  return plain(options)
}

const PasskeyRow = z.object({
  person: z.string(),
  key: z.instanceof(Uint8Array),
  counter: z.number(),
})

const passkeyBy = (tx: Tx, credential: string) =>
  tx.one(
    sql`select person, public_key as key, counter from vault.passkey
      where credential = ${credential}`,
    PasskeyRow,
  )

async function verify(room: Strongroom, asked: z.infer<typeof checkInput>) {
  const given = signed.safeParse(asked.response)
  if (!given.success) return undefined
  const passkey = await room.db.look((tx) => passkeyBy(tx, given.data.id))
  if (!passkey) return undefined
  const challenge = challengeIn(given.data.response.clientDataJSON)
  const { verifyAuthenticationResponse } = await library()
  // A counter that does not move on, from a key that counts, is refused here (WebAuthn 6.1.1).
  const found = await verifyAuthenticationResponse({
    response: given.data,
    expectedChallenge: challenge,
    expectedOrigin: asked.site.origin,
    expectedRPID: asked.site.id,
    credential: {
      id: given.data.id,
      publicKey: new Uint8Array(passkey.key),
      counter: passkey.counter,
    },
    requireUserVerification: true,
  }).catch(() => undefined)
  if (!found?.verified) return undefined
  return { ...passkey, challenge, id: given.data.id, ...found.authenticationInfo }
}

/** Is this signed by a passkey of ours, for the question we asked, with the person verified by the device? */
export async function check(room: Strongroom, asked: z.infer<typeof checkInput>): Promise<CameIn> {
  const { address, now } = asked
  const wait = await spend(room, [{ what: 'address', who: address }], now)
  if (wait) return wait
  const found = await verify(room, asked)
  if (!found) return { wrong: true }
  const question = { kind: 'enter', secret: found.challenge, now } as const
  return room.db.transact(async (tx): Promise<CameIn> => {
    const posed = await attemptAt(tx, room, question)
    if (!posed || !(await settle(tx, room, question))) return { wrong: true }
    const moved = await tx.run(sql`update vault.passkey
      set counter = ${found.newCounter}, used_at = ${now}, backed_up = ${found.credentialBackedUp}
      where credential = ${found.id} and counter = ${found.counter}`)
    if (moved === 0) return { wrong: true }
    return { peopleRef: await refFor(tx, room, 'people', found.person), how: ['passkey'] }
  })
}

/** Gives a passkey of this person another name. */
export async function rename(
  room: Strongroom,
  asked: z.infer<typeof renameInput>,
): Promise<boolean> {
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, 'people', asked.peopleRef)
    const whose = { person, field: fieldOf(asked.passkey) }
    const { keyver, iv, ciphertext } = await sealOwn(tx, room, whose, asked.name)
    const done = await tx.run(sql`update vault.passkey
      set keyver = ${keyver}, name_iv = ${iv}, name_sealed = ${ciphertext}
      where credential = ${asked.passkey} and person = ${person}`)
    return done > 0
  })
}

const One = z.object({ one: z.number() })

/** Takes a passkey of this person away; nobody signs in with it any more. Never the last way to sign in. */
export async function remove(
  room: Strongroom,
  asked: z.infer<typeof removeInput>,
): Promise<'removed' | 'last' | 'none'> {
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, 'people', asked.peopleRef)
    const own = sql`credential = ${asked.passkey} and person = ${person}`
    const found = await tx.one(sql`select 1 as one from vault.passkey where ${own}`, One)
    if (!found) return 'none'
    if ((await waysLeft(tx, person)) < 2) return 'last'
    await tx.run(sql`delete from vault.passkey where ${own}`)
    return 'removed'
  })
}
