/**
 * What a national tracker of data use is told (interface of the Estonian data tracker, OpenAPI 2.1.0 of e-gov/AJ):
 * who used somebody's data, when and what for. Pure.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Say } from '#core/text'
import type { Access } from '#core/vault'
import { purposeTitle } from './naming.ts'
import type { TrackerChoice } from './config.ts'

/** One use of data, as the tracker shows it. */
export interface Usage {
  readonly logtime: string
  readonly action: string
  readonly receiverCode: string
  readonly receiverName: string
  readonly receiverSystem: string
}

/** Whether this header shows the token whose hash the city has (RFC 6750 section 2.1). */
export function showsToken(header: string | undefined, { tokenSha256 }: TrackerChoice): boolean {
  const [, token = ''] = /^Bearer (\S{32,500})$/.exec(header ?? '') ?? []
  const shown = createHash('sha256').update(token).digest()
  return token !== '' && timingSafeEqual(shown, Buffer.from(tokenSha256, 'hex'))
}

/** A reading in the tracker's words: the purpose by its title, never a field, a case or a person. */
export function usageOf(
  access: Access,
  { tracker, city, say }: { tracker: TrackerChoice; city: string; say: Say },
): Usage {
  const service = `service.${access.module}`
  return {
    logtime: access.at,
    action: purposeTitle(access.purpose, say),
    receiverCode: tracker.receiverCode,
    receiverName: city,
    receiverSystem: say.has(service) ? say(service) : access.module,
  }
}
