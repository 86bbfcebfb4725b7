/** What the tests of mandates share: two people who said yes, and a guardian with a child. */
import residence from '#services/residence'
import type { Somebody } from '#test/city'
import { confirm, offer, take } from './actions/give.ts'
import { agree, ask } from './actions/desk.ts'
import type { Scope } from './model.ts'

export interface MandateSeen {
  mandate: string
  side: string
  state: string
  name: string | null
}

/** Every mandate of somebody, as their own page has them. */
export async function mandatesOf(one: Somebody): Promise<MandateSeen[]> {
  return (await one.opens('/api/mandates')).json<MandateSeen[]>()
}

/** Both said yes; gives the mandate. */
export async function agreed(
  person: Somebody,
  delegate: Somebody,
  scopes: Scope[] = ['folder', 'reports.report', 'reports.answer'],
  until = '2027-03-02',
): Promise<string> {
  const { code } = await person.does(offer, { name: 'my neighbour Bruno', scopes, until })
  await delegate.does(take, { code, name: 'Amina from next door' })
  const mandate = (await mandatesOf(person)).find(({ state }) => state === 'taken')?.mandate ?? ''
  await person.does(confirm, { mandate })
  return mandate
}

/** The number somebody says at a desk. */
export async function numberOf(one: Somebody): Promise<string> {
  const made = residence.actions.find(({ name }) => name === 'residence.desk-number')
  if (!made) throw new Error('there is no number for a desk')
  const got = await one.posts(`/api${made.path}`)
  return String(got.json()['number'])
}

/** Two officials enter a mandate of a guardian; gives it. */
export async function guardianOf(
  guardian: Somebody,
  officials: readonly [Somebody, Somebody],
  more: object = {},
): Promise<string> {
  const { mandate } = await officials[0].does(ask, {
    kind: 'parental',
    delegate: await numberOf(guardian),
    delegateName: 'Carmen Odriozola',
    personName: 'Leo Odriozola',
    birthDate: '2014-09-01',
    scopes: ['folder', 'reports.report'],
    evidence: 'FAM-2026-17',
    ...more,
  })
  await officials[1].does(agree, { mandate })
  return mandate
}
