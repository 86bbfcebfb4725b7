/** The Dutch publication standard: as the schema of version 1.0.0 names its fields, and as the national register does. */
import type { Rule, Standard } from './mapping.ts'

const status: Readonly<Record<string, string>> = {
  development: 'In ontwikkeling',
  planned: 'In ontwikkeling',
  design: 'In ontwikkeling',
  operational: 'In gebruik',
  pilot: 'In gebruik',
  evaluation: 'In gebruik',
  retired: 'Buiten gebruik',
}

const A = 'Hoog-risico AI-systeem'
const B = 'Impactvolle algoritmes'
const C = 'Overige algoritmes'
const language = (code: string): Rule => ({ theirs: 'lang', ours: 'language', codes: { nl: code } })

export const dutch: Standard = {
  code: 'nl',
  title: 'Nederlandse publicatiestandaard 1.0.0 (schema)',
  source: 'https://www.algoritmeregister.org/standaard',
  rest: 'human_intervention',
  restOnly: ['objection'],
  rules: [
    { theirs: 'name', ours: 'name', required: true, most: 99 },
    { theirs: 'description_short', ours: 'summary', required: true, most: 349 },
    { theirs: 'organization', ours: 'organisation', required: true, most: 99 },
    { theirs: 'theme', ours: 'domain', required: true, list: true },
    { theirs: 'status', ours: 'status', required: true, codes: status },
    { theirs: 'start_date', ours: 'begin', required: true, month: true },
    { theirs: 'end_date', ours: 'end', month: true },
    { theirs: 'contact', ours: 'contact', required: true },
    { theirs: 'link', ours: 'website' },
    {
      theirs: 'publication_category',
      ours: 'legalClass',
      required: true,
      codes: {
        high: `${A} (Categorie A)`,
        limited: `${B} (Categorie B)`,
        minimal: `${C} (Categorie C)`,
      },
    },
    { theirs: 'source_link', ours: 'productPage' },
    { theirs: 'purpose_and_impact', ours: 'goal', required: true, most: 2499 },
    { theirs: 'considerations', ours: 'proportionality', required: true, most: 2499 },
    { theirs: 'human_intervention', ours: 'humanIntervention', required: true },
    { theirs: 'risk_management', ours: 'risks', required: true, most: 2499 },
    { theirs: 'legal_basis', ours: 'lawfulBasis', most: 2499 },
    { theirs: 'legal_basis_link', ours: 'lawfulLinks' },
    { theirs: 'processing_register_link', ours: 'processing' },
    { theirs: 'impact_assessments', ours: 'impactAssessment', required: true },
    { theirs: 'impact_assessment_link', ours: 'impactLink' },
    { theirs: 'impact_assessment_explanation', ours: 'dpia', most: 2499 },
    { theirs: 'data', ours: 'sources', required: true, most: 2499 },
    { theirs: 'data_source_link', ours: 'sourceLinks' },
    { theirs: 'data_source_title', ours: 'connections', most: 499 },
    { theirs: 'technical_operation', ours: 'description', required: true, most: 4999 },
    { theirs: 'supplier', ours: 'supplier', required: true, most: 199 },
    { theirs: 'source_code_link', ours: 'code' },
    { theirs: 'legal_basis_title', ours: 'lawfulTitle', most: 99 },
    { ...language('nld'), theirs: 'language', required: true },
    { theirs: 'schema', always: '1.0.0', required: true },
    { theirs: 'source_id', ours: 'id' },
    { theirs: 'search_terms', ours: 'keywords' },
  ],
}

/** Titles with links, as the national register keeps them. */
const TITLED = ['title', 'link']

export const dutchRegister: Standard = {
  code: 'nl-register',
  title: 'Nederlands Algoritmeregister 1.0 (velden)',
  source: 'https://algoritmes.overheid.nl/nl/api',
  rest: 'human_intervention',
  restOnly: ['objection'],
  rules: [
    { theirs: 'name', ours: 'name', required: true, most: 100 },
    { theirs: 'description_short', ours: 'summary', required: true, most: 400 },
    { theirs: 'organization', ours: 'organisation', required: true, most: 100 },
    { theirs: 'category', ours: 'domain', list: true },
    { theirs: 'status', ours: 'status', required: true, codes: status },
    { theirs: 'begin_date', ours: 'begin', month: true },
    { theirs: 'end_date', ours: 'end', month: true },
    { theirs: 'contact_email', ours: 'contact', required: true, most: 500 },
    { theirs: 'website', ours: 'website', most: 500 },
    {
      theirs: 'publication_category',
      ours: 'legalClass',
      required: true,
      codes: { high: A, limited: B, minimal: C },
    },
    { theirs: 'url', ours: 'productPage', most: 500 },
    { theirs: 'goal', ours: 'goal', most: 2500 },
    { theirs: 'proportionality', ours: 'proportionality', most: 2500 },
    { theirs: 'human_intervention', ours: 'humanIntervention' },
    { theirs: 'risks', ours: 'risks', most: 2500 },
    { theirs: 'lawful_basis', ours: 'lawfulBasis', most: 2500 },
    { theirs: 'lawful_basis_grouping', ours: 'lawfulLinks', members: TITLED },
    { theirs: 'process_index_url', ours: 'processing', most: 500 },
    { theirs: 'impacttoetsen_grouping', ours: 'impactLink', members: TITLED },
    { theirs: 'impacttoetsen', ours: 'impactAssessment', most: 2500 },
    { theirs: 'source_data', ours: 'sources', most: 2500 },
    { theirs: 'source_data_grouping', ours: 'sourceLinks', members: TITLED },
    { theirs: 'methods_and_models', ours: 'description', most: 5000 },
    { theirs: 'provider', ours: 'supplier', most: 200 },
    { theirs: 'publiccode', ours: 'code', most: 500 },
    { ...language('NLD'), required: true },
    { theirs: 'standard_version', always: '1.0' },
    { theirs: 'source_id', ours: 'id', most: 100 },
    { theirs: 'tags', ours: 'keywords', most: 2500 },
    { theirs: 'publication_dt', ours: 'publishedOn' },
  ],
}
