/** One city of the directory: what it is, what it says, where it stands, and what the record says about it. */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { listEntries } from '#core/record'
import { z } from 'zod'
import { listPrinciples } from '#hub/declaration'
import { membershipTable, readMemberships } from '#hub/endorsements'
import { readCity, readNames, readProfiles } from '../store/list.ts'
import { ProfileView } from './profile-view.tsx'

const RECENT = 20
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)+$/

export const profilePage = page({
  name: 'cities.profile',
  path: '/cities/:city',
  who: anyone,
  keep: 'public',
  input: z.object({ city: z.string().max(120), language: z.string().max(10).optional() }),
  async load({ input, tx, language, declared, city: hub }) {
    if (!ID.test(input.city)) throw new Refusal('not-found', ['no-such-city'])
    const city = await readCity(tx, membershipTable(), input.city)
    const profiles = await readProfiles(tx, city.id)
    const profile =
      profiles.find((one) => one.language === language) ??
      profiles.find((one) => one.language === 'en') ??
      profiles[0] ??
      null
    const membership = (await readMemberships(tx, [city.id])).get(city.id) ?? null
    const successor = membership?.successor ?? undefined
    const after = successor ? (await readNames(tx, [successor])).get(successor) : undefined
    /** Pages of other services about the same city; each appears when its service is there. */
    const more = declared.pages
      .filter(({ path, policy }) => path.startsWith('/cities/:city/') && policy === 'anyone')
      .map(({ name, path }) => ({ name, href: path.replace(':city', city.id) }))
    const found = await listEntries(tx, { subject: `/cities/${city.id}`, limit: RECENT + 1 })
    return {
      city,
      profile,
      spoken: profiles.map((one) => one.language),
      membership,
      successor: after ?? null,
      more,
      history: found.slice(0, RECENT),
      longer: found.length > RECENT,
      principles: await listPrinciples(tx),
      titles: Object.fromEntries(hub.roles.map(({ name, title }) => [name, title ?? {}])),
    }
  },
  view: (data) => <ProfileView {...data} />,
})

/** What a profile shows. */
export type ProfileData = Awaited<ReturnType<typeof profilePage.load>>
