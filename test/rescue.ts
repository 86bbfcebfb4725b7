/** A service that calls people when there is danger, for tests of the folder: why it reads, and how it is made to. */
import { service } from '#core/service'
import { birthDate, contactEmail, contactPhone, type Purpose, purpose } from '#core/vault'
import account from '#services/account'
import folder from '#services/folder'
import home from '#services/home'
import protection from '#services/protection'
import record from '#services/record'
import { openCity, type Somebody, type TestCity } from '#test/city'

const spec = {
  version: 1,
  basis: { gdpr: '6(1)(e)', law: 'Civil Protection Act, art. 7' },
  scope: 'case',
  recipients: [],
  retention: { class: 'contact', until: 'case.closed+P1Y' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  actors: ['system', 'official:rescue.call'],
  sinks: ['mail'],
} as const

export const call = purpose({ ...spec, id: 'rescue.call', fields: [contactEmail, contactPhone] })
/** Shown three days later. */
export const inquiry = purpose({
  ...spec,
  id: 'rescue.inquiry',
  fields: [contactEmail],
  visibility: { law: 'Criminal Procedure Act, art. 9', days: 3 },
})
/** Only with consent. */
export const newsletter = purpose({
  ...spec,
  id: 'rescue.newsletter',
  fields: [contactEmail],
  basis: { gdpr: '6(1)(a)', law: 'GDPR art. 6(1)(a)' },
  notice: { name: 'rescue-news', version: 1 },
})
export const registry = purpose({
  ...spec,
  id: 'rescue.registry',
  fields: [birthDate],
  retention: { class: 'identity', until: 'case.closed+P1Y' },
})

/** Goes to somebody outside the city. */
export const handedOver = purpose({
  ...spec,
  id: 'rescue.handed-over',
  fields: [contactPhone],
  recipients: ['Ambulance of the province'],
})

export const rescue = service({
  name: 'rescue',
  right: 2,
  uses: [],
  actions: [],
  pages: [],
  purposes: [call, inquiry, newsletter, registry, handedOver],
  texts: { en: {}, es: {}, ar: {} },
})

/** An official of a unit who may read for it. */
export const rescuer = {
  kind: 'official',
  ref: 'a-rescuer',
  permissions: ['rescue.call'],
  unit: 'streets',
  badge: '4-7F',
} as const

export const system = {
  kind: 'system',
  ref: null,
  permissions: [],
  unit: null,
  badge: null,
} as const

/** A city that runs nothing but accounts, folder, requests, record and the rescue service. */
export const openRescue = (): Promise<TestCity> =>
  openCity([home, account, folder, protection, record, rescue])

/** Keeps values of somebody for an open case, for which these purposes may be read. */
export async function rescued(
  { city }: TestCity,
  who: Somebody,
  values: Readonly<Record<string, string>>,
  purposes: readonly Purpose[] = [call],
): Promise<string> {
  const channel = city.channel('rescue')
  const ref = await channel.refOf(who.ref)
  const batch = `rescued-${who.email}-${Object.keys(values).join('-')}`
  const grants = purposes.map(({ id }) => ({ purpose: id, case: 'R-1' }))
  await channel.keep(batch, ref, values, grants, city.clock())
  await channel.confirm(batch)
  return ref
}

/** One reading by an official for that case. */
export function looksUp(
  { city }: TestCity,
  ref: string,
  why: Purpose<`rescue.${string}`, any> = call,
): Promise<object> {
  return city.channel('rescue').read(why, ref, { actor: rescuer, at: city.clock(), case: 'R-1' })
}

/** One reading by the city's own program for that case. */
export function reads(
  { city }: TestCity,
  ref: string,
  why: Purpose<`rescue.${string}`, any> = call,
): Promise<object> {
  return city.channel('rescue').read(why, ref, { actor: system, at: city.clock(), case: 'R-1' })
}

const signIn = account.actions.find(({ name }) => name === 'account.sign-in')

/** The session is long over: the same person signs in again, with the password of the tests. */
export async function signsIn(who: Somebody, name: string): Promise<void> {
  if (!signIn) throw new Error('nobody can sign in')
  await who.does(signIn, { email: who.email, password: `${name} likes the harbour` })
}
