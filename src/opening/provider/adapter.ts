/** Where the provider keeps what it has to remember: the city's own database, hashed and sealed. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Database } from '#core/database'
import { forProvider as store } from '#services/applications'
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'

/** What the adapter needs of a city. */
export interface Shelf {
  readonly db: Database
  readonly key: Buffer
  clock(): string
}

/** AES-256-GCM, bound to the row it stands in. */
function seal(key: Buffer, id: string, payload: object): Uint8Array {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id))
  const text = Buffer.concat([cipher.update(JSON.stringify(payload), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text])
}

function unseal(key: Buffer, id: string, sealed: Uint8Array): AdapterPayload {
  const bytes = Buffer.from(sealed)
  const open = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(id))
  open.setAuthTag(bytes.subarray(12, 28))
  const text = Buffer.concat([open.update(bytes.subarray(28)), open.final()])
  return JSON.parse(text.toString('utf8')) as AdapterPayload
}

type Row = NonNullable<Awaited<ReturnType<typeof store.findToken>>>

function payloadOf(key: Buffer, row: Row | undefined): AdapterPayload | undefined {
  if (!row) return undefined
  const { id, sealed, consumed, answer } = row
  return {
    ...unseal(key, id, sealed),
    ...(consumed ? { consumed: Math.floor(Date.parse(consumed) / 1000) } : {}),
    ...(answer ? { result: answer } : {}),
  }
}

/** What a waiting sign-in asks, as the resident's page reads it; of anything else nothing is said in clear. */
function askedIn(model: string, payload: AdapterPayload, now: string) {
  if (model !== 'Interaction') return null
  const { params = {} } = payload
  return store.askedOf({ ...params, begun: now })
}

/** The city's shelf for one kind of thing. */
export function adapterOn({ db, key, clock }: Shelf): (model: string) => Adapter {
  return (model) => {
    const idOf = (id: string) => store.tokenId(model, id)
    return {
      async upsert(id, payload, seconds = 0) {
        const now = clock()
        const row = {
          id: idOf(id),
          model,
          application: payload.clientId ?? askedIn(model, payload, now)?.application ?? null,
          connection: payload.grantId ?? null,
          uid: payload.uid === undefined ? null : store.tokenId('uid', payload.uid),
          sealed: seal(key, idOf(id), payload),
          asked: askedIn(model, payload, now),
          until: new Date(Date.parse(now) + seconds * 1000).toISOString(),
        }
        await db.transact((tx) => store.keepToken(tx, row))
      },
      async find(id) {
        return payloadOf(key, await db.look((tx) => store.findToken(tx, idOf(id))))
      },
      async findByUid(uid) {
        return payloadOf(key, await db.look((tx) => store.findByUid(tx, store.tokenId('uid', uid))))
      },
      findByUserCode: () => Promise.resolve(undefined),
      async consume(id) {
        const first = await db.transact((tx) => store.consumeToken(tx, idOf(id), clock()))
        if (!first) throw new errors.InvalidGrant('it was used already')
      },
      async destroy(id) {
        await db.transact((tx) => store.dropToken(tx, idOf(id)))
      },
      async revokeByGrantId(connection) {
        await db.transact((tx) => store.dropOf(tx, model, connection))
      },
    }
  }
}
