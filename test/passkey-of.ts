/** A passkey of somebody, made in software, so that the pages about it have something to show. */
import { z } from 'zod'
import type { Somebody, TestCity } from './city.ts'
import { softPasskey } from './passkey.ts'

/** Adds a passkey and a generator that waits for its first code; gives the page of the passkey by its name. */
export async function withPasskey({ city }: TestCity, who: Somebody) {
  const { accounts } = city.channel('account')
  const { origin, hostname } = new URL(city.facts.url)
  const site = { id: hostname, origin, name: city.facts.name }
  const own = { peopleRef: who.ref, now: city.clock() }
  const asked = await accounts.askNewPasskey({ ...own, site })
  const { challenge } = z.object({ challenge: z.string() }).parse(asked)
  const passkey = softPasskey({ id: hostname, origin, counter: 0, verified: true })
  const response = passkey.makes(challenge)
  await accounts.addPasskey({ ...own, site, response, name: 'My telephone' })
  await accounts.offerGenerator(own)
  return { 'account.rename-page': `/ways/${passkey.id}` }
}
