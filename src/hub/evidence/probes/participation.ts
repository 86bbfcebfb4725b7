/** Probes of the fourth principle: participation, diversity, inclusion; S78 to S81. */
import type { Finding, Harvested } from '../model.ts'
import { came, holds, judge, number, ofRels, text, within } from './judge.ts'

const PAGES = 20

/** S78: a process of the last twelve months whose outcome is published. */
export function newTools(facts: Harvested): Finding {
  return judge({
    item: 'S78',
    sources: ofRels(facts, 'participation'),
    forms: ['records', 'feed'],
    otherwise: 'E2',
    checks: (one) => ({
      'processes-none': number(one, 'processes') + number(one, 'entries') > 0,
      'processes-old': within(text(one, 'newest'), 12, facts.now),
      'outcome-missing': within(text(one, 'newestOutcome'), 12, facts.now),
    }),
    counted: (one) => ({
      processes: number(one, 'processes') + number(one, 'entries'),
      outcomes: number(one, 'outcomes'),
    }),
  })
}

/** S79: at least two ways to take part, each with how often it was used. */
export function existingPlatforms(facts: Harvested): Finding {
  const record = ofRels(facts, 'channels')
  const others = ofRels(facts, 'street-reports', 'participation').filter(came)
  const kinds = new Set(others.map(({ rel }) => rel)).size
  const found = judge({
    item: 'S79',
    sources: [...record, ...others],
    forms: record.some((one) => came(one) && one.form === 'records') ? ['records'] : [],
    otherwise: 'E1',
    checks: (one) => ({
      'channels-few': number(one, 'channels') >= 2,
      'channels-uncounted': number(one, 'counted') >= 2,
    }),
    counted: (one) => ({ channels: number(one, 'channels'), counted: number(one, 'counted') }),
  })
  if (!found.reasons.includes('only-a-page')) return found
  const reasons = kinds >= 2 ? ['channels-uncounted'] : ['channels-few', 'channels-uncounted']
  return { ...found, reasons, counted: { channels: kinds } }
}

/** S80: who uses the internet and who does not, with method, privacy and the next time it is asked. */
export function demographics(facts: Harvested): Finding {
  return judge({
    item: 'S80',
    sources: ofRels(facts, 'equity-data'),
    forms: ['records'],
    otherwise: 'E1',
    checks: (one) => ({
      'method-missing': holds(one, 'method'),
      'privacy-missing': holds(one, 'privacy'),
      'wave-missing': text(one, 'nextWave') >= facts.now.slice(0, 10),
    }),
    counted: (one) => ({ nextWave: text(one, 'nextWave') }),
  })
}

/** S81: a statement with the day a person tested and the barriers that are open, and a scan of pages. */
export function accessible(facts: Harvested): Finding {
  const [start] = ofRels(facts, 'start-page').filter(came)
  const statements = ofRels(facts, 'accessibility')
  const checked = statements.some((one) => came(one) && one.form === 'records')
  return judge({
    item: 'S81',
    sources: statements,
    forms: checked ? ['records'] : ['page'],
    otherwise: 'E2',
    checks: (one) => ({
      'statement-missing': true,
      'audit-missing': text(one, 'audited') !== '',
      'barriers-unlisted': checked && number(one, 'barriers') >= 0,
      'pages-few': number(start, 'pages') >= PAGES,
      'scan-barriers': number(start, 'pages') > 0 && number(start, 'scanned') === 0,
    }),
    counted: (one) => ({
      audited: text(one, 'audited'),
      barriers: Math.max(0, number(one, 'barriers')),
      pages: number(start, 'pages'),
      scanned: number(start, 'scanned'),
    }),
  })
}
