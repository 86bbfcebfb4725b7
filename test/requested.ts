/** Requests about one's own data in different states, for tests that look at every page. */
import type { Action } from '#core/actions'
import type { Access } from '#core/vault'
import protection from '#services/protection'
import type { Somebody, TestCity } from '#test/city'

interface Asking {
  readonly amina: Somebody
  readonly privacy: Somebody
  /** A head of unit who read for the report of this number. */
  readonly desk: Somebody
  readonly number: string
}

function can(verb: string): Action<any, any, any> {
  const found = protection.actions.find(({ name }) => name === `protection.${verb}`)
  if (!found) throw new Error(`nobody can ${verb}`)
  return found
}

/** A contested reading, a corrected value and a request of the desk; gives the addresses of their pages. */
export async function requested(city: TestCity, asking: Asking): Promise<Record<string, string>> {
  const { amina, privacy, desk, number: report } = asking
  const text = 'I would like to know why this was read.'
  await desk.opens(`/reports/desk/${report}/contact`)
  const { accesses } = (await amina.opens('/folder.json')).json<{ accesses: Access[] }>()
  const access = accesses.find(({ actor }) => actor.kind === 'official')?.id ?? ''
  const asks = async (values: object) => (await amina.does(can('ask'), { text, ...values })).number
  const contest = String(await asks({ kind: 'contest', access }))
  await privacy.does(can('begin'), { number: contest, version: 1 })
  await privacy.does(can('ask-unit'), { number: contest, version: 2, unit: 'lighting' })
  const values = { kind: 'correction', field: 'contact.phone', value: '+34 600 000 009' }
  const correction = String(await asks(values))
  await privacy.does(can('begin'), { number: correction, version: 1 })
  const answer = { outcome: 'granted', text: 'The number is corrected, and others were told.' }
  await privacy.does(can('decide'), { number: correction, version: 2, ...answer })
  const front = await city.official('pia', 'front-desk')
  const person = { kind: 'access', name: 'Rosa', identified: 'passport', language: 'en', text }
  const { code } = await front.does(can('take-in'), person)
  return {
    'folder.access': `/folder/accesses/${access}`,
    'protection.asking': `/protection/new/contest?access=${access}`,
    'protection.request': `/protection/requests/${correction}`,
    'protection.by-code': `/protection/code/${code}`,
    'protection.slip': `/protection/code/${code}/slip`,
    'protection.desk-request': `/protection/desk/${contest}`,
    'protection.explaining': `/protection/unit/${contest}`,
    'reports.desk.danger': `/reports/desk/${report}/danger`,
  }
}
