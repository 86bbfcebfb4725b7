/** The 22 probes: pure functions over what was harvested (coalition-access.md 3.3). */
import { type Finding, type Harvested, type Item, items } from '../model.ts'
import * as access from './access.ts'
import * as institutional from './institutional.ts'
import { without } from './judge.ts'
import * as openness from './openness.ts'
import * as participation from './participation.ts'
import * as sovereignty from './sovereignty.ts'

type Probe = (facts: Harvested) => Finding

const PROBES: Readonly<Record<Item, Probe>> = {
  S63: institutional.dataProtection,
  S64: institutional.technologyOffice,
  S65: institutional.equityAgenda,
  S66: institutional.eventsAttended,
  S67: institutional.declarationUpheld,
  S68: access.broadband,
  S69: access.classes,
  S70: access.campaigns,
  S71: access.protectionPolicy,
  S72: access.legislation,
  S73: access.privacyTools,
  S74: openness.algorithms,
  S75: openness.openData,
  S76: openness.serviceData,
  S77: openness.netNeutrality,
  S78: participation.newTools,
  S79: participation.existingPlatforms,
  S80: participation.demographics,
  S81: participation.accessible,
  S82: sovereignty.sovereignty,
  S83: sovereignty.openStandards,
  S84: sovereignty.openSource,
}

/** What one item comes to. A city may say that an item is not its own business; that is its word alone (E0). */
export function probe(item: Item, facts: Harvested): Finding {
  if (facts.discovery?.notApplicable.includes(item)) {
    return without(item, { value: 'not-applicable', level: 'E0' }, 'own-word')
  }
  return PROBES[item](facts)
}

/** All 22 findings. */
export function probeAll(facts: Harvested): Finding[] {
  return items.map((item) => probe(item, facts))
}
