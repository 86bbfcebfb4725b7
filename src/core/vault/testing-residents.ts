/** A vault for trials with people who prove where they live, and a service that asks. */
import { purpose } from './purpose.ts'
import { over16From, residency, residentDistrict, residentUntil } from './residence-fields.ts'
import { nextBatch, now, openTrial, type Trial } from './testing.ts'

const base = {
  version: 1,
  basis: { gdpr: '6(1)(e)', law: 'Participation Ordinance 12/2024, art. 4' },
  scope: 'self',
  actors: ['self'],
  recipients: [],
  retention: { class: 'residence', until: 'account.closed' },
  dpv: 'dpv:IdentityVerification',
  visibility: 'immediate',
} as const
const keepProof = purpose({
  ...base,
  id: 'residence.keep-proof',
  fields: [residentUntil, residentDistrict, over16From],
  sinks: ['self-view'],
})
const eligible = purpose({ ...base, id: 'proposals.eligible', fields: residency, sinks: ['rule'] })

/** What is left of a proof of this day. */
export const left = { until: '2028-03-02', district: 'salinas', over16From: '2026-03-02' }

/** Somebody with an account, as several services know them. */
async function somebodyIn(vault: Trial, name: string) {
  const asked = { email: `${name}@example.org`, password: 'a long walk home', address: name, now }
  const open = { ...asked, language: 'en', confirmed: true }
  const { peopleRef } = await vault.ask('account', 'accounts.open', open)
  const refOf = async (module: string) =>
    String(await vault.ask(module, 'refOf', { people: peopleRef }))
  return { people: String(peopleRef), ref: await refOf('residence'), refOf }
}

/** Opens one. */
export async function openResidents() {
  const vault = await openTrial()
  await vault.publish('residence', [keepProof])
  await vault.publish('proposals', [eligible])
  /** Asks in a batch of its own, which the city then commits. */
  async function committed(op: string, asked: object) {
    const batch = nextBatch()
    const said = await vault.ask('residence', op, { ...asked, batch })
    await vault.ask('residence', 'confirm', { batch }).catch(() => undefined)
    return said
  }
  return {
    vault,
    committed,
    somebody: (name: string) => somebodyIn(vault, name),
    attested: (ref: string, who: object, more: object = {}) =>
      committed('residence.attest', { ref, who, residency: left, frees: false, at: now, ...more }),
    asks(ref: string, at: string) {
      const actor = { kind: 'self', ref, permissions: [], unit: null, badge: null }
      const fields = residency.map(({ name }) => name)
      const read = { purpose: eligible.id, version: 1, fields, ref, actor, at }
      return vault.ask('proposals', 'read', read)
    },
  }
}

export type Residents = Awaited<ReturnType<typeof openResidents>>
