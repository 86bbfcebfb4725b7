/** One city of the directory: what it is, what it says, where it stands, and what the record says about it. */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { listEntries } from '#core/record'
import { z } from 'zod'
import { listPrinciples } from '#hub/declaration'
import {
  belongs,
  listFirstActions,
  membershipTable,
  readMemberships,
  standingNow,
} from '#hub/endorsements'
import { currentOf } from '../store/join.ts'
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
    const id = await currentOf(tx, input.city)
    const city = await readCity(tx, membershipTable(), id)
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
    const open = declared.pages.filter(({ policy }) => policy === 'anyone')
    const more = open.flatMap(({ name, path }) => {
      const href = aboutCity(path, city)
      return href === undefined ? [] : [{ name, href }]
    })
    const found = await listEntries(tx, { subject: `/cities/${city.id}`, limit: RECENT + 1 })
    return {
      city,
      /** The id that was asked for leads here. */
      moved: id !== input.city,
      profile,
      spoken: profiles.map((one) => one.language),
      membership,
      successor: after ?? null,
      actions: await listFirstActions(tx, city.id),
      proofs: membership === null ? null : await standingNow(tx, membership),
      more,
      history: found.slice(0, RECENT),
      longer: found.length > RECENT,
      principles: await listPrinciples(tx),
      titles: Object.fromEntries(hub.roles.map(({ name, title }) => [name, title ?? {}])),
    }
  },
  redirect: ({ moved, city }) => (moved ? `/cities/${city.id}` : undefined),
  view: (data) => <ProfileView {...data} />,
})

/** Where a page tells of one city, if it does; only members promise, report and are asked for evidence. */
function aboutCity(path: string, { id, state }: { id: string; state: string | null }) {
  if (path.startsWith('/cities/:city/')) return path.replace(':city', id)
  if (path === '/commitments' && belongs(state)) return `/commitments?city=${id}`
  if (path === '/assessments/:city' && belongs(state)) return `/assessments/${id}`
  if (path === '/evidence/:city' && state === 'member') return `/evidence/${id}`
  return undefined
}

/** What a profile shows. */
export type ProfileData = Awaited<ReturnType<typeof profilePage.load>>
