/** Probes of the first two principles: access and literacy, privacy and security; S68 to S73. */
import type { Finding, Harvested } from '../model.ts'
import { came, holds, judge, number, ofRels, text, valueOf, within, without } from './judge.ts'

/** S68: a target for broadband with share, speed, price and date, and a measured series. */
export function broadband(facts: Harvested): Finding {
  return judge({
    item: 'S68',
    sources: ofRels(facts, 'broadband'),
    forms: ['records'],
    otherwise: 'E1',
    checks: (one) => ({
      'target-missing': holds(one, 'target'),
      'measured-none': number(one, 'measured') > 0,
    }),
    counted: (one) => ({ measured: number(one, 'measured'), newest: text(one, 'newest') }),
  })
}

/** How many of these days lie in the twelve months up to today. */
function heldIn12(days: string, now: string): number {
  const today = now.slice(0, 10)
  return days.split(' ').filter((one) => one <= today && within(one, 12, now)).length
}

/** S69: classes that were held in the last twelve months, with their seats. */
export function classes(facts: Harvested): Finding {
  return judge({
    item: 'S69',
    sources: ofRels(facts, 'classes'),
    forms: ['calendar', 'records'],
    otherwise: 'E2',
    checks: (one) => ({
      'sessions-none': number(one, 'events') > 0,
      'sessions-old': heldIn12(text(one, 'days'), facts.now) > 0,
      'seats-unknown': number(one, 'seats') > 0,
    }),
    counted: (one) => ({
      sessions: number(one, 'events'),
      days: heldIn12(text(one, 'days'), facts.now),
      seats: number(one, 'seats'),
    }),
  })
}

/** S70: campaigns with dates, channels and languages. */
export function campaigns(facts: Harvested): Finding {
  return judge({
    item: 'S70',
    sources: ofRels(facts, 'campaigns'),
    forms: ['records'],
    otherwise: 'E1',
    checks: (one) => ({
      'campaigns-none': number(one, 'campaigns') > 0,
      'campaigns-unfinished': number(one, 'whole') > 0,
    }),
    counted: (one) => ({ campaigns: number(one, 'campaigns'), whole: number(one, 'whole') }),
  })
}

/** S71: a data protection policy that can be read, is dated, and says in which languages and how hard. */
export function protectionPolicy(facts: Harvested): Finding {
  const sources = ofRels(facts, 'data-protection-policy')
  return judge({
    item: 'S71',
    sources,
    forms: sources.some((one) => number(one, 'words') > 0) ? ['page'] : [],
    otherwise: 'E2',
    checks: (one) => ({
      'policy-short': number(one, 'words') >= 100,
      'policy-undated': text(one, 'dated') !== '',
      'policy-old': within(text(one, 'dated'), 24, facts.now),
      'language-unsaid': text(one, 'language') !== '',
    }),
    counted: (one) => ({
      dated: text(one, 'dated'),
      languages: number(one, 'languages'),
      lix: number(one, 'lix'),
      words: number(one, 'words'),
    }),
  })
}

/** S72: local law by its identifier (ELI where there is one) and the day it came into force. */
export function legislation(facts: Harvested): Finding {
  return judge({
    item: 'S72',
    sources: ofRels(facts, 'legislation'),
    forms: ['records'],
    otherwise: 'E1',
    checks: (one) => ({
      'instruments-none': number(one, 'instruments') > 0,
      'instruments-unfinished': number(one, 'whole') > 0,
    }),
    counted: (one) => ({ instruments: number(one, 'whole'), eli: number(one, 'eli') }),
  })
}

/** A page that is there, also when it asks strangers to sign in first. */
const there = (status: number | null) => status === 200 || status === 401

/** S73: tools for residents: who read my data, export, erasure; and start pages that tell nobody else. */
export function privacyTools(facts: Harvested): Finding {
  const [log, copy, erasure, start] = ['use-log', 'data-export', 'data-erasure', 'start-page'].map(
    (rel) => ofRels(facts, rel)[0],
  )
  const declared = [log, copy, erasure].filter((one) => one !== undefined)
  const scanned = start && came(start) ? start : undefined
  if (declared.length === 0)
    return without('S73', { value: 'unknown', level: 'E0' }, 'not-declared')
  if (declared.every(({ status }) => status === null)) {
    return without('S73', { value: 'unknown', level: 'E0' }, 'not-reached')
  }
  const { value, reasons } = valueOf({
    'use-log-missing': there(log?.status ?? null),
    'export-missing': there(copy?.status ?? null),
    'erasure-missing': there(erasure?.status ?? null),
    ...(scanned ? { 'foreign-hosts': number(scanned, 'foreign') === 0 } : {}),
  })
  const reached = declared.find(({ status }) => there(status)) ?? declared[0]
  return {
    item: 'S73',
    value: value === 'pass' && !scanned ? 'partial' : value,
    level: value === 'pass' && scanned ? 'E3' : value === 'fail' ? 'E0' : 'E2',
    reasons: scanned ? reasons : [...reasons, 'start-page-unseen'],
    counted: { pages: scanned ? number(scanned, 'pages') : 0, foreign: number(scanned, 'foreign') },
    source: reached?.href ?? null,
    sha256: reached?.sha256 ?? null,
  }
}
