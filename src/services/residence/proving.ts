/** The end of every way: the vault keeps what is left of a proof, and the city writes down that there is one. */
import type { Work } from '#core/actions'
import { dateIn } from '#core/kernel'
import type { Identifying } from '#core/vault'
import { residenceOf } from './config.ts'
import { ended, proved } from './entries.ts'
import { forgetAsked } from './jobs.ts'
import { type Residency, residencyAt, type Way } from './model.ts'
import { keepProof, remind } from './purposes.ts'
import { mayBeResident } from './rules.ts'
import { endStanding, putStanding } from './store.ts'

/** What every action that proves residence declares. */
export const proving = {
  rules: [mayBeResident],
  keeps: [remind, keepProof],
  records: [proved, ended],
} as const

type Proving = Pick<
  Work<unknown>,
  'tx' | 'now' | 'city' | 'language' | 'residence' | 'grants' | 'record' | 'later'
>

/** For which account, who it is, where, and by which way. */
export interface Proof {
  readonly ref: string
  readonly way: Way
  readonly who: Identifying
  readonly residency: Residency
  /** An official saw the person: an account that had the proof before loses it. */
  readonly frees?: boolean
}

/** What is kept for somebody of this district, born on that day, if they prove it today. */
export function leftOf(
  { city, now }: Pick<Proving, 'city' | 'now'>,
  of: { district: string; birthDate: string },
): Residency {
  return residencyAt(dateIn(now, city.zone), { ...of, validDays: residenceOf(city).validDays })
}

/** Makes somebody a verified resident, or refuses with every reason. */
export async function prove(work: Proving, proof: Proof): Promise<void> {
  const { tx, now, residence, grants, record, later, language } = work
  const { ref, way, who, residency, frees = false } = proof
  const said = await residence.attest({ ref, who, residency, frees })
  const no = 'taken' in said ? 'taken' : 'other' in said ? 'other' : 'held'
  mayBeResident.require({ said: no, inTheCity: residency.district !== '' })
  if ('freed' in said && said.freed) {
    if (await endStanding(tx, said.freed, 'elsewhere', now)) {
      await record(ended, { why: 'elsewhere', count: 1 })
    }
  }
  await putStanding(tx, { ref, way, until: residency.until, language, now })
  await grants.give(ref, { purpose: remind, case: `residence/${ref}` })
  await later(forgetAsked, { ref })
  await record(proved, { way, count: 1 })
}
