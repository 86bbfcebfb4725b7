/** Residents, as applications learn of them: never more than they agreed to, and each time written down. */
import { createHmac } from 'node:crypto'
import { Refusal } from '#core/kernel'
import { reveal } from '#core/vault'
import type { RunningCity } from '#core/web'
import { forProvider as store } from '#services/applications'
import { type Account, type AccountClaims, errors, type KoaContextWithOIDC } from 'oidc-provider'

/** What is asked of the city. */
export type Home = Pick<RunningCity, 'db' | 'channel' | 'clock' | 'log' | 'facts'>

const system = { kind: 'system', ref: null, permissions: [], unit: null, badge: null } as const

/**
 * By which name an application knows a resident: another for every application, so that no two of them can put
 * together what they know (OpenID Connect Core 8.1).
 */
export function nameFor(key: Buffer, application: string, ref: string): string {
  return createHmac('sha256', key).update(`${application} ${ref}`).digest('base64url')
}

/** One hand-over to one application, by one connection. */
interface Handing {
  readonly application: store.Standing
  readonly connection: string
  readonly ref: string
}

/** Reads what the scopes stand for. The vault asks for consent and connection, and writes the reading down. */
async function claimsOf(
  { channel, clock, facts }: Home,
  { application, connection, ref }: Handing,
  scopes: readonly string[],
): Promise<AccountClaims> {
  const [language = 'en'] = facts.languages
  const why = {
    actor: system,
    at: clock(),
    case: connection,
    recipient: `application:${application.id}`,
    reason: store.inLanguage(application.facts.name, language),
  }
  const claims: AccountClaims = { sub: ref }
  for (const { purpose, told } of store.handOversFor(scopes)) {
    const read = await channel('applications').read(purpose, ref, why)
    const values = Object.entries(read).flatMap(([field, value]) =>
      value ? [[field, reveal(value, 'application')] as const] : [],
    )
    Object.assign(claims, told(Object.fromEntries(values)))
  }
  return claims
}

/** A resident who takes a consent back in the folder ends the connection with it: it is asked for anew. */
async function withdrawn(home: Home, connection: string): Promise<never> {
  await home.db.transact((tx) => store.endConnection(tx, connection, home.clock()))
  await home.channel('applications').revoke(null, connection, home.clock())
  throw new errors.InvalidToken('the resident no longer agrees')
}

async function handOver(home: Home, handing: Handing, scopes: readonly string[]) {
  try {
    return await claimsOf(home, handing, scopes)
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure
    const codes = failure.reasons.map(({ code }) => code)
    if (failure.kind === 'unavailable') throw new errors.TemporarilyUnavailable('try again later')
    if (codes.some((code) => /^vault\.(?:no-consent|notice-outdated|no-grant)$/.test(code)))
      return withdrawn(home, handing.connection)
    throw new errors.InsufficientScope('the resident restricted this', scopes.join(' '))
  }
}

/** Somebody who still has an account here; everybody else is nobody to the provider. */
export async function findAccount(
  home: Home,
  ctx: KoaContextWithOIDC,
  ref: string,
): Promise<Account | undefined> {
  if (!(await home.channel('applications').stands(ref))) return undefined
  return {
    accountId: ref,
    async claims(use, scope) {
      const { Client: client, Grant: grant } = ctx.oidc.entities
      if (use !== 'userinfo' || !client || !grant) return { sub: ref }
      const application = await home.db.look((tx) => store.findStanding(tx, client.clientId))
      if (!application) throw new errors.InvalidToken('the application has ended')
      return handOver(home, { application, connection: grant.jti, ref }, scope.split(' '))
    },
  }
}
