/** Cities of paper: what the probes' tests look at. */
import type { Facts, Harvested, Source } from '../model.ts'

export const NOW = '2026-03-02T09:00:00.000Z'

/** A document that came in this form. */
export function source(rel: string, form: Source['form'], facts: Facts = {}): Source {
  return {
    rel,
    href: `https://city.example/${rel}`,
    status: 200,
    failure: null,
    sha256: 'ab'.repeat(32),
    bytes: 100,
    at: NOW,
    form,
    facts,
    etag: null,
    modified: null,
  }
}

/** A document that is declared and not there. */
export const gone = (rel: string): Source => ({ ...source(rel, null), status: 404, sha256: null })

/** A document nobody could ask for. */
export const silent = (rel: string): Source => ({
  ...source(rel, null),
  status: null,
  failure: 'too-slow',
  sha256: null,
})

/** A city with these documents. */
export function city(sources: readonly Source[], more: Partial<Harvested> = {}): Harvested {
  const discovery = {
    sha256: 'cd'.repeat(32),
    signedness: 'signed',
    contacts: {},
    declaration: null,
    notApplicable: [],
  }
  return { now: NOW, domain: 'city.example', discovery, sources, hub: null, ...more }
}

/** A city with this contact for data protection. */
export function withOfficer(sources: readonly Source[]): Harvested {
  const whole = city(sources)
  const contacts = { dpo: 'mailto:dpo@city.example' }
  return { ...whole, discovery: whole.discovery && { ...whole.discovery, contacts } }
}
