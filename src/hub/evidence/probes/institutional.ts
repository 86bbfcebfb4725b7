/** Probes of the institutional and process items, S63 to S67. */
import type { Facts, Finding, Harvested } from '../model.ts'
import { came, holds, judge, number, ofRels, text, UNKNOWN, within, without } from './judge.ts'

const MAILBOX = /^mailto:[^\s@]+@[^\s@]+$/

/** S63: a data protection office that can be reached, and a register that names it (GDPR articles 30, 37). */
export function dataProtection(facts: Harvested): Finding {
  const contact = facts.discovery?.contacts['dpo'] ?? ''
  const reachable = MAILBOX.test(contact) || contact.startsWith('https://')
  const sources = ofRels(facts, 'processing-register')
  const found = judge({
    item: 'S63',
    sources,
    forms: ['register'],
    otherwise: 'E1',
    checks: (one) => ({
      'dpo-contact': reachable,
      'entries-none': number(one, 'entries') > 0,
      'controller-missing': number(one, 'controller') === number(one, 'entries'),
      'officer-missing': number(one, 'officer') === number(one, 'entries'),
    }),
    counted: (one) => ({ entries: number(one, 'entries') }),
  })
  if (found.value !== 'unknown' || !reachable) return found
  return without('S63', { value: 'partial', level: 'E0' }, 'register-none')
}

/** S64: a technology office with a mandate that can be read. */
export function technologyOffice(facts: Harvested): Finding {
  return judge({
    item: 'S64',
    sources: ofRels(facts, 'technology-office'),
    forms: ['records'],
    otherwise: 'E1',
    checks: (one) => ({
      'role-missing': holds(one, 'role'),
      'mandate-missing': holds(one, 'mandate'),
      'mandate-changed': !holds(one, 'mandate') || number(one, 'namedGood') > 0,
    }),
    counted: (one): Facts => ({ documents: number(one, 'namedGood') }),
  })
}

/** S65: an agenda the council decided, with an indicator that was measured lately. */
export function equityAgenda(facts: Harvested): Finding {
  return judge({
    item: 'S65',
    sources: ofRels(facts, 'equity-agenda'),
    forms: ['records'],
    otherwise: 'E1',
    checks: (one) => ({
      'decision-missing': holds(one, 'decided'),
      'indicators-none': number(one, 'indicators') > 0,
      'indicators-old': within(text(one, 'newest'), 24, facts.now),
    }),
    counted: (one) => ({ indicators: number(one, 'indicators'), newest: text(one, 'newest') }),
  })
}

/** S66: events to which the host says that the city came. Only a hub knows. */
export function eventsAttended(facts: Harvested): Finding {
  const attended = facts.hub?.attended ?? null
  if (attended === null) return without('S66', UNKNOWN, 'host-unasked')
  // A city may have been elsewhere: that no host names it is not known to be a failure.
  if (attended === 0) return without('S66', UNKNOWN, 'attended-none')
  const found = without('S66', { value: 'pass', level: 'E3' }, '')
  return { ...found, reasons: [], counted: { attended } }
}

/** S67: an endorsement in force that was affirmed again, or what the city says of one. */
export function declarationUpheld(facts: Harvested): Finding {
  const { hub, discovery } = facts
  if (hub && hub.endorsed !== null) {
    if (!hub.endorsed) return without('S67', { value: 'fail', level: 'E0' }, 'not-endorsed')
    if (!hub.reaffirmed) return without('S67', { value: 'partial', level: 'E3' }, 'not-reaffirmed')
    return { ...without('S67', { value: 'pass', level: 'E3' }, ''), reasons: [] }
  }
  const claimed = discovery?.declaration
  if (!claimed || claimed.status !== 'member') return without('S67', UNKNOWN, 'not-declared')
  const document = ofRels(facts, 'declaration-decision').find(came)
  if (!document) return without('S67', { value: 'partial', level: 'E0' }, 'own-word')
  const level = holds(document, 'sameHash') ? 'E1' : 'E0'
  const reason = level === 'E1' ? 'hub-unasked' : 'decision-changed'
  const found = without('S67', { value: 'partial', level }, reason)
  return { ...found, source: document.href, sha256: document.sha256 }
}
