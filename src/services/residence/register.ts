/** Asking a register of residents that has an address of its own. */
import type { Asker } from '#core/jobs'
import type { Registered } from '#core/vault'
import { z } from 'zod'
import type { ResidenceConfig } from './config.ts'

/** What a register says: nobody, or in which district somebody lives. */
const Said = z.union([
  z.object({ resident: z.literal(false) }),
  z.object({ resident: z.literal(true), district: z.string().min(1).max(100) }),
])

type AtAddress = Extract<NonNullable<ResidenceConfig['register']>, { kind: 'address' }>

/** The district in which the register knows somebody; null when it does not know them. */
export async function askAddress(
  asker: Asker,
  at: AtAddress,
  of: { readonly who: Registered; readonly signal: AbortSignal },
): Promise<string | null> {
  const { url, tokenFile } = at
  const { status, body } = await asker.ask({ url, tokenFile, body: of.who, signal: of.signal })
  if (status === 404) return null
  const said = Said.safeParse(body)
  if (status !== 200 || !said.success) throw new Error(`The register answered ${status}`)
  return said.data.resident ? said.data.district : null
}
