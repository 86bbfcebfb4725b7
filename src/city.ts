/** The services a city runs: the table of contents of the product. */
import account from '#services/account'
import algorithms from '#services/algorithms'
import areas from '#services/areas'
import applications from '#services/applications'
import audits from '#services/audits'
import contests from '#services/contests'
import developers from '#services/developers'
import documents from '#services/documents'
import folder from '#services/folder'
import home from '#services/home'
import mandates from '#services/mandates'
import messages from '#services/messages'
import operations from '#services/operations'
import protection from '#services/protection'
import open311 from '#services/open311'
import processing from '#services/processing'
import record from '#services/record'
import reports from '#services/reports'
import residence from '#services/residence'
import routing from '#services/routing'
import assessments from '#hub/assessments'
import changes from '#hub/changes'
import activities from '#hub/activities'
import campaigns from '#hub/campaigns'
import cities from '#hub/cities'
import coalition from '#hub/coalition'
import commitments from '#hub/commitments'
import declaration from '#hub/declaration'
import editions from '#hub/editions'
import endorsements from '#hub/endorsements'
import evidence from '#hub/evidence'
import groups from '#hub/groups'
import lists from '#hub/lists'
import partners from '#hub/partners'
import practices from '#hub/practices'
import supporters from '#hub/supporters'
import type { Service } from '#core/service'

/** What every city runs. */
const cityServices: readonly Service[] = [
  home,
  account,
  documents,
  reports,
  areas,
  messages,
  folder,
  residence,
  mandates,
  protection,
  applications,
  record,
  algorithms,
  contests,
  audits,
  routing,
  processing,
  operations,
  open311,
  developers,
]

/**
 * What a coalition of cities needs as well; a city that is a hub runs it beside its own (`"hub": true`). In the menu
 * all of it stands under one entry.
 */
const hubServices: readonly Service[] = [
  coalition,
  declaration,
  endorsements,
  cities,
  evidence,
  commitments,
  assessments,
  practices,
  editions,
  activities,
  campaigns,
  partners,
  supporters,
  groups,
  changes,
  lists,
].map((one) => ({ ...one, under: '/coalition' }))

/** Every service there is. */
export const services: readonly Service[] = [...cityServices, ...hubServices]

/** The services of one city: with those of the hub, or without. */
export function servicesOf(city: { readonly hub: boolean }): readonly Service[] {
  return city.hub ? services : cityServices
}
