/** The question to a register at an address of its own, and what becomes of the answer. */
import { z } from 'zod'
import { dateIn, newId } from '#core/kernel'
import { job, type JobWork } from '#core/jobs'
import { recorder } from '#core/record'
import { type Personal, type Registered, reveal, wasKept } from '#core/vault'
import { residenceOf } from './config.ts'
import { proved } from './entries.ts'
import { residencyAt } from './model.ts'
import { askRegister, remind } from './purposes.ts'
import { askAddress } from './register.ts'
import { putStanding } from './store.ts'

const Asked = z.object({ ref: z.string(), case: z.string(), language: z.string() })
type Asking = Pick<JobWork<z.infer<typeof Asked>>, 'input' | 'db' | 'vault' | 'city' | 'now'>

/** The vault keeps what is left of the proof with the city's own note that there is one, or neither does. */
async function settled(work: Asking, who: Registered, district: string): Promise<void> {
  const { input, db, vault, city, now } = work
  const { ref, language } = input
  const { validDays } = residenceOf(city)
  const residency = residencyAt(dateIn(now, city.zone), { ...who, district, validDays })
  const batch = newId(now)
  const { name, birthDate } = who
  const asked = { batch, ref, residency, who: { name, birthDate }, frees: false, at: now }
  const told = await vault.residence.attest(asked)
  if (!('held' in told)) return
  await vault.grant(batch, ref, remind.id, `residence/${ref}`, now)
  await db.transact(async (tx) => {
    await wasKept(tx, batch, 'residence', now)
    await putStanding(tx, { ref, way: 'register', until: residency.until, language, now })
    const record = recorder(tx, { by: 'role:resident', now, service: 'residence' })
    await record(proved, { way: 'register', count: 1 })
  })
  await vault.confirm(batch)
}

const said = (value: Personal | undefined) => (value ? reveal(value, 'register') : '')

/** Asks the register; whoever it knows is a verified resident. What was asked for is erased either way. */
export const askTheRegister = job({
  name: 'residence.ask-the-register',
  input: Asked,
  retries: 4,
  reads: { askRegister },
  async run(work) {
    const { input, personal, vault, asker, city, now, signal } = work
    const { register } = residenceOf(city)
    if (register?.kind !== 'address') return
    const read = await personal.askRegister(input.ref, { case: input.case })
    const who = {
      name: said(read['residence.name']),
      birthDate: said(read['residence.birthDate']),
      postcode: said(read['residence.postcode']),
      number: said(read['residence.registerNumber']),
    }
    if (who.name === '') return
    const district = await askAddress(asker, register, { who, signal })
    if (district !== null) await settled(work, who, district)
    await vault.revoke(input.ref, input.case, now)
    await vault.residence.forget(input.ref, now)
  },
})
