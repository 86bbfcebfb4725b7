/** Applications and residents' connections, as the provider asks for them. */
import type { Database } from '#core/database'
import { forProvider as store } from '#services/applications'
import type { AdapterPayload, ClientMetadata } from 'oidc-provider'

const seconds = (at: string) => Math.floor(Date.parse(at) / 1000)

/** An application by the words of OpenID Connect (Dynamic Client Registration 1.0 section 2). */
function metadataOf({ id, facts }: store.Standing, secret: string | undefined): ClientMetadata {
  const open = facts.kind === 'public'
  return {
    client_id: id,
    client_name: store.inLanguage(facts.name, 'en'),
    redirect_uris: facts.returns,
    post_logout_redirect_uris: facts.afterwards,
    response_types: ['code'],
    grant_types: ['authorization_code', ...(facts.stays ? ['refresh_token'] : [])],
    scope: store.scopesOf(facts).join(' '),
    subject_type: 'pairwise',
    token_endpoint_auth_method: open ? 'none' : 'client_secret_basic',
    // The SHA-256 of it; what is sent is hashed before the two are compared.
    ...(secret && !open ? { client_secret: secret } : {}),
    id_token_signed_response_alg: 'RS256',
    default_acr_values: ['low'],
    require_auth_time: true,
  }
}

/** An application that may sign residents in now; one that keeps a secret only once it has one. */
export async function findClient(db: Database, id: string): Promise<AdapterPayload | undefined> {
  return db.look(async (tx) => {
    const application = await store.findStanding(tx, id)
    if (!application) return undefined
    const secret = await store.secretOf(tx, id)
    if (application.facts.kind === 'confidential' && !secret) return undefined
    return metadataOf(application, secret)
  })
}

/** Years for which a connection that nobody ends counts as given: the provider wants a number. */
const LONG = 400 * 86_400

/** What a resident agreed to is the provider's grant: there is no second memory of it. */
export async function findGrant(
  db: Database,
  id: string,
  now: string,
): Promise<AdapterPayload | undefined> {
  const connection = await db.look((tx) => store.readConnection(tx, id))
  if (!connection) return undefined
  const { ref, application, allowed, refused, since } = connection
  return {
    jti: id,
    kind: 'Grant',
    accountId: ref,
    clientId: application,
    iat: seconds(since),
    exp: seconds(now) + LONG,
    openid: { scope: allowed.join(' ') },
    rejected: { openid: { scope: refused.join(' ') } },
  }
}
