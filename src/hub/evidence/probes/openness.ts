/** Probes of the third principle: transparency of algorithms, open data, an open internet; S74 to S77. */
import type { Finding, Harvested, Source } from '../model.ts'
import { holds, judge, number, ofRels, text } from './judge.ts'

const every = (one: Source, field: string) => number(one, field) === number(one, 'entries')

/** S74: a register whose every entry says who, why, by what law, from what, with whom, and where to object. */
export function algorithms(facts: Harvested): Finding {
  return judge({
    item: 'S74',
    sources: ofRels(facts, 'algorithm-register'),
    forms: ['register'],
    otherwise: 'E2',
    checks: (one) => ({
      'entries-none': number(one, 'entries') > 0,
      'owner-missing': every(one, 'owner'),
      'purpose-missing': every(one, 'purpose'),
      'basis-missing': every(one, 'basis'),
      'uses-missing': every(one, 'uses'),
      'person-missing': every(one, 'person'),
      'appeal-missing': every(one, 'appeal'),
      'taken-uncounted': number(one, 'logged') >= 0,
      ...sampled(one),
    }),
    counted: (one) => ({
      entries: number(one, 'entries'),
      taken: Math.max(0, number(one, 'logged')),
      ...sampleCounts(one),
    }),
  })
}

/** Samples that were taken must all have answered. */
function sampled(one: Source): Record<string, boolean> {
  const taken = number(one, 'sampled')
  return taken > 0 ? { 'samples-silent': number(one, 'answered') === taken } : {}
}

function sampleCounts(one: Source) {
  const seed = text(one, 'seed')
  const counts = { sampled: number(one, 'sampled'), answered: number(one, 'answered') }
  return seed === '' ? counts : { ...counts, seed }
}

/** S75: a catalogue that parses and has data sets, whose downloads answer. */
export function openData(facts: Harvested): Finding {
  return judge({
    item: 'S75',
    sources: ofRels(facts, 'open-data'),
    forms: ['catalogue'],
    otherwise: 'E2',
    checks: (one) => ({
      'catalogue-parses': true,
      'datasets-none': number(one, 'datasets') > 0,
      'downloads-none': number(one, 'sampled') > 0,
      'samples-silent':
        number(one, 'sampled') > 0 && number(one, 'answered') === number(one, 'sampled'),
    }),
    counted: (one) => ({
      datasets: number(one, 'datasets'),
      downloads: number(one, 'downloads'),
      ...sampleCounts(one),
    }),
  })
}

/** S76: data sets about the city's own services and technologies. */
export function serviceData(facts: Harvested): Finding {
  return judge({
    item: 'S76',
    sources: ofRels(facts, 'open-data'),
    forms: ['catalogue'],
    otherwise: 'E1',
    checks: (one) => ({
      'reports-untagged': holds(one, 'reports'),
      'sensors-untagged': holds(one, 'sensors'),
      'algorithms-untagged': holds(one, 'algorithms'),
      'performance-untagged': holds(one, 'performance'),
    }),
    counted: (one) => ({
      topics: ['reports', 'sensors', 'algorithms', 'performance'].filter((it) => holds(one, it))
        .length,
    }),
  })
}

/** S77: a pledge, and the share of contracts with internet providers that carry the clause. */
export function netNeutrality(facts: Harvested): Finding {
  return judge({
    item: 'S77',
    sources: ofRels(facts, 'net-neutrality'),
    forms: ['records'],
    otherwise: 'E1',
    checks: (one) => ({
      'pledge-missing': text(one, 'pledged') !== '',
      'contracts-uncounted': holds(one, 'counted'),
    }),
    counted: (one) => ({ contracts: number(one, 'contracts'), clause: number(one, 'clause') }),
  })
}
