/** Why proof of residence reads personal data, by what right, and until when. */
import {
  accountEmail,
  askedAddress,
  askedBirthDate,
  askedCode,
  askedName,
  askedNumber,
  askedPostcode,
  over16From,
  purpose,
  type PurposeSpec,
  residency,
  residentDistrict,
  residentNow,
  residentUntil,
} from '#core/vault'

type Own<Id extends string> = Pick<PurposeSpec<Id>, 'id' | 'version' | 'basis' | 'dpv'>

/**
 * A purpose by which a service asks of whoever acts: is this a verified resident, of which district, and sixteen? The
 * vault answers yes or no to two of the three, and every question stands in the person's folder.
 */
export function residencyPurpose<const Id extends `${string}.${string}`>(spec: Own<Id>) {
  return purpose({
    ...spec,
    fields: residency,
    scope: 'self',
    actors: ['self'],
    recipients: [],
    retention: { class: 'residence', until: 'account.closed' },
    visibility: 'immediate',
    sinks: ['rule', 'self-view'],
  })
}

const ordinance = { gdpr: '6(1)(e)', law: 'Participation Ordinance 12/2024, art. 4' } as const
const onTheWay = { class: 'residence-letter', until: 'case.closed' } as const
const shown = { recipients: [], dpv: 'dpv:IdentityVerification', visibility: 'immediate' } as const

/** Print the letter with the code: the one reading of name and address by an official. */
export const printLetter = purpose({
  id: 'residence.print-letter',
  version: 1,
  fields: [askedName, askedAddress, askedPostcode, askedCode],
  basis: ordinance,
  scope: 'case',
  actors: ['official:residence.print'],
  retention: onTheWay,
  sinks: ['staff-view'],
  volume: { perActorPerDay: 300 },
  ...shown,
})

/** Settle a proof: who it is, for the keyed hash, and in which part of the city. */
export const settle = purpose({
  id: 'residence.settle',
  version: 1,
  fields: [askedName, askedPostcode, askedBirthDate],
  basis: ordinance,
  scope: 'self',
  actors: ['self'],
  retention: onTheWay,
  sinks: ['rule'],
  ...shown,
})

/** Ask the register of residents whether it knows the person; it learns that the city asks. */
export const askRegister = purpose({
  id: 'residence.ask-register',
  version: 1,
  fields: [askedName, askedPostcode, askedBirthDate, askedNumber],
  basis: { gdpr: '6(1)(e)', law: 'Participation Ordinance 12/2024, art. 7' },
  scope: 'case',
  actors: ['system'],
  retention: onTheWay,
  sinks: ['register', 'rule'],
  ...shown,
  recipients: ['register of residents'],
})

/** Say in time that a proof is nearly over. */
export const remind = purpose({
  id: 'residence.remind',
  version: 1,
  fields: [accountEmail],
  basis: ordinance,
  scope: 'case',
  actors: ['system'],
  retention: { class: 'account', until: 'account.closed' },
  sinks: ['mail'],
  ...shown,
  dpv: 'dpv:CommunicationManagement',
})

/** Keep what is left of a proof until its end, for its person and for what services ask of it. */
export const keepProof = purpose({
  id: 'residence.keep-proof',
  version: 1,
  fields: [residentUntil, residentDistrict, over16From],
  basis: ordinance,
  scope: 'self',
  actors: ['self'],
  retention: { class: 'residence', until: 'account.closed' },
  sinks: ['self-view'],
  ...shown,
})

/** A person looks where their own proof stands. */
export const own = residencyPurpose({
  id: 'residence.own',
  version: 1,
  basis: { gdpr: '6(1)(e)', law: 'GDPR art. 15' },
  dpv: 'dpv:IdentityVerification',
})

/** Say how many residents have proved that they live in each district: numbers alone, none of fewer than ten. */
export const byDistrict = purpose({
  id: 'residence.by-district',
  version: 1,
  fields: [residentNow, residentDistrict],
  basis: { gdpr: '6(1)(e)', law: 'Participation Ordinance 12/2024, art. 11' },
  scope: 'aggregate',
  actors: ['official:residence.verify'],
  retention: { class: 'residence', until: 'account.closed' },
  sinks: [],
  volume: { perActorPerDay: 20 },
  ...shown,
  dpv: 'dpv:ServiceOptimisation',
})
