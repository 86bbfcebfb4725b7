/** DTPR, Digital Trust for Places and Routines: the chain for algorithms and AI of taxonomy 1, and its rights. */
import { DECISIONS } from '../model.ts'
import type { Rule, Standard } from './mapping.ts'

/** A category of the chain with one of its variables. */
const of = (category: string, ours: NonNullable<Rule['ours']>, more: Partial<Rule> = {}): Rule => ({
  theirs: `chain.ai__${category}`,
  ours,
  ...more,
})

export const dtpr: Standard = {
  code: 'dtpr',
  title: 'DTPR 1, chain for AI and algorithms',
  source: 'https://dtpr.io',
  rules: [
    { theirs: 'id', ours: 'id', required: true },
    { theirs: 'datachain_type', always: 'ai', required: true },
    { theirs: 'title', ours: 'name', required: true },
    { theirs: 'description', ours: 'summary', required: true },
    { theirs: 'language', ours: 'language' },
    of('accountable.title', 'organisation', { required: true }),
    of('accountable.description', 'contact', { required: true }),
    of('purpose.additional_description', 'goal', { required: true }),
    of('decision.element', 'decisionKind', {
      required: true,
      codes: Object.fromEntries(DECISIONS.map((code) => [code, code])),
    }),
    of('decision.additional_description', 'humanIntervention'),
    of('processing.additional_description', 'description'),
    of('input_dataset.additional_description', 'sources'),
    of('output_dataset.additional_description', 'impact'),
    of('access.additional_description', 'access'),
    of('retention.additional_description', 'retention'),
    of('storage.additional_description', 'storage'),
    of('rights.right_contest', 'objection'),
    of('rights.right_algorithmic_transparency', 'told'),
    of('rights.right_non_discrimination', 'fairness'),
    of('risks_mitigation.mitigation', 'mitigation'),
    { theirs: 'schema_version', always: '1' },
  ],
}
