/** Probes of the fifth principle: open and ethical digital standards; S82 to S84. */
import type { Finding, Harvested } from '../model.ts'
import { came, holds, judge, number, ofRels, text, within } from './judge.ts'

/** S82: a policy of technological sovereignty, and what the city depends on. */
export function sovereignty(facts: Harvested): Finding {
  const policy = ofRels(facts, 'sovereignty-policy')
  const [register] = ofRels(facts, 'dependencies').filter(came)
  return judge({
    item: 'S82',
    sources: policy,
    forms: ['page'],
    otherwise: 'E1',
    checks: () => ({
      'policy-missing': true,
      'dependencies-none': register?.form === 'records' && number(register, 'dependencies') > 0,
    }),
    counted: () => ({ dependencies: number(register, 'dependencies') }),
  })
}

/** S83: the share of tenders that ask for open standards. */
export function openStandards(facts: Harvested): Finding {
  return judge({
    item: 'S83',
    sources: ofRels(facts, 'procurement'),
    forms: ['records'],
    otherwise: 'E1',
    checks: (one) => ({
      'tenders-none': number(one, 'tenders') > 0,
      'clause-uncounted': holds(one, 'known'),
    }),
    counted: (one) => ({ tenders: number(one, 'tenders'), clause: number(one, 'clause') }),
  })
}

/** S84: software of the city with a valid publiccode.yml, an approved licence, and a recent release. */
export function openSource(facts: Harvested): Finding {
  return judge({
    item: 'S84',
    sources: ofRels(facts, 'software'),
    forms: ['software'],
    otherwise: 'E2',
    checks: (one) => ({
      'publiccode-valid': true,
      'licence-unapproved': holds(one, 'approved'),
      'release-old': within(text(one, 'released'), 12, facts.now),
    }),
    counted: (one) => ({ licence: text(one, 'licence'), released: text(one, 'released') }),
  })
}
