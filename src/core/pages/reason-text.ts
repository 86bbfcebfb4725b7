import type { Reason } from '#core/kernel'
import type { Say } from '#core/text'

/** The sentence of a reason: the service's own words first, then the city's. */
export function reasonText(say: Say, reason: Reason, service?: string): string {
  const keys = [
    reason.code,
    ...(service ? [`${service}.${reason.code}`] : []),
    `web.error.${reason.code}`,
    `web.error.${reason.code.split('.')[0]}`,
    `web.reason.${reason.code}`,
  ]
  const key = keys.find((one) => say.has(one)) ?? `web.reason.${reason.code}`
  return say(key, reason.values)
}
