/** Making a passkey: what a browser is asked for, and what it gives back (WebAuthn 7.1). */
import { sql, type Tx } from '#core/database'
import type { VerifiedRegistrationResponse } from '@simplewebauthn/server'
import { z } from 'zod'
import type { BrowserJson } from '../ways-model.ts'
import { attemptAt, pose, settle } from './challenges.ts'
import { sealOwn } from './own-values.ts'
import { made, siteShape } from './passkey-shapes.ts'
import { challengeIn, fieldOf, label, library, newChallenge, plain, response } from './passkeys.ts'
import { personOf, refFor } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** Ed25519, ES256, RS256: what every device knows (RFC 9053). */
const ALGORITHMS = [-8, -7, -257]
/** Most passkeys one account may have. */
const MOST = 20

export const askNewInput = z.object({ peopleRef: name, site: siteShape, now: moment })
export const addInput = askNewInput.extend({ response, name: label })

/** What to ask a browser for, to make a passkey that its owner can find without typing a name. */
export async function askNew(
  room: Strongroom,
  { peopleRef, site, now }: z.infer<typeof askNewInput>,
): Promise<BrowserJson> {
  const { generateRegistrationOptions } = await library()
  const challenge = newChallenge()
  const { handle, known } = await room.db.transact(async (tx) => {
    const whose = await personOf(tx, 'people', peopleRef)
    await pose(tx, room, { kind: 'add', secret: challenge, person: whose, now })
    const rows = await tx.many(
      sql`select credential as id from vault.passkey where person = ${whose}`,
      z.object({ id: z.string() }),
    )
    return { known: rows, handle: await refFor(tx, room, 'passkey', whose) }
  })
  const options = await generateRegistrationOptions({
    rpName: site.name,
    rpID: site.id,
    userName: site.name,
    userID: new Uint8Array(Buffer.from(handle, 'hex')),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return plain(options)
}

async function insert(tx: Tx, room: Strongroom, asked: z.infer<typeof addInput>, key: Key) {
  const person = await personOf(tx, 'people', asked.peopleRef)
  const { credential } = key
  const whose = { person, field: fieldOf(credential.id) }
  const { keyver, iv, ciphertext } = await sealOwn(tx, room, whose, asked.name)
  const many = await tx.one(
    sql`select count(*) as n from vault.passkey where person = ${person}`,
    z.object({ n: z.number() }),
  )
  if ((many?.n ?? 0) >= MOST) return false
  const added = await tx.run(sql`insert into vault.passkey (credential, person, public_key, counter,
      transports, synced, backed_up, keyver, name_iv, name_sealed, made_at)
    values (${credential.id}, ${person}, ${Buffer.from(credential.publicKey)},
      ${credential.counter}, ${credential.transports ?? []},
      ${key.credentialDeviceType === 'multiDevice'}, ${key.credentialBackedUp},
      ${keyver}, ${iv}, ${ciphertext}, ${asked.now})
    on conflict (credential) do nothing`)
  return added > 0
}

type Key = NonNullable<VerifiedRegistrationResponse['registrationInfo']>

/** Takes what the browser made, when it answers the question that was asked for this person. */
export async function add(
  room: Strongroom,
  asked: z.infer<typeof addInput>,
): Promise<{ passkey: string } | { wrong: true }> {
  const given = made.safeParse(asked.response)
  if (!given.success) return { wrong: true }
  const challenge = challengeIn(given.data.response.clientDataJSON)
  const { verifyRegistrationResponse } = await library()
  const found = await verifyRegistrationResponse({
    response: given.data,
    expectedChallenge: challenge,
    expectedOrigin: asked.site.origin,
    expectedRPID: asked.site.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined)
  const key = found?.registrationInfo
  if (!found?.verified || !key) return { wrong: true }
  const question = { kind: 'add', secret: challenge, now: asked.now } as const
  return room.db.transact(async (tx) => {
    const posed = await attemptAt(tx, room, question)
    const person = await personOf(tx, 'people', asked.peopleRef)
    const ours = posed?.person === person && (await settle(tx, room, question))
    if (!ours || !(await insert(tx, room, asked, key))) return { wrong: true as const }
    return { passkey: key.credential.id }
  })
}
