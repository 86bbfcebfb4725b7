/** An entry of the register: what is said of an algorithm, field by field, and how far it is in its life. */

/** Parts of an entry, in the order in which people read it. */
export const PARTS = ['about', 'use', 'care', 'people', 'material', 'method', 'more'] as const

/** A part of an entry. */
export type PartName = (typeof PARTS)[number]

/** Where a version of an entry stands. */
export const PHASES = ['draft', 'review', 'published', 'replaced'] as const

/** Where a version of an entry stands. */
export type Phase = (typeof PHASES)[number]

/** Classes of risk of the AI Act (Regulation (EU) 2024/1689). */
export const RISKS = ['minimal', 'limited', 'high', 'unacceptable'] as const

/** How it comes to its outcome. */
export const METHODS = ['rule-based', 'self-learning', 'hybrid'] as const

/** What its outcome is for. */
export const ANALYSES = ['descriptive', 'diagnostic', 'predictive', 'prescriptive'] as const

/** Kinds of decision of the DTPR taxonomy for AI. */
export const DECISIONS = [
  'accept_deny',
  'anomaly_detection',
  'matching',
  'personalization',
  'priority_ranking',
  'resource_allocation',
] as const

interface FieldSpec {
  readonly part: PartName
  /** Must be filled before others are asked to agree. */
  readonly required?: true
  /** One line instead of a text. */
  readonly short?: true
  readonly choices?: readonly string[]
}

/** Every field that people fill in; those a machine fills in are not here. */
export const FIELDS = {
  name: { part: 'about', required: true, short: true },
  summary: { part: 'about', required: true },
  organisation: { part: 'about', required: true, short: true },
  department: { part: 'about', short: true },
  officer: { part: 'about', short: true },
  contact: { part: 'about', required: true, short: true },
  contactPhone: { part: 'about', short: true },
  contactName: { part: 'about', short: true },
  area: { part: 'about', short: true },
  domain: { part: 'about', short: true },
  website: { part: 'about', short: true },
  begin: { part: 'about', short: true },
  end: { part: 'about', short: true },
  goal: { part: 'use', required: true },
  process: { part: 'use', required: true },
  impact: { part: 'use', required: true },
  scope: { part: 'use' },
  frequency: { part: 'use', short: true },
  decisionKind: { part: 'use', choices: DECISIONS },
  proportionality: { part: 'care', required: true },
  alternatives: { part: 'care' },
  lawfulBasis: { part: 'care', required: true },
  lawfulTitle: { part: 'care', short: true },
  lawfulLinks: { part: 'care' },
  processing: { part: 'care', short: true },
  legalClass: { part: 'care', required: true, choices: RISKS },
  riskNames: { part: 'care' },
  risks: { part: 'care', required: true },
  mitigation: { part: 'care' },
  fairness: { part: 'care' },
  dpia: { part: 'care' },
  dpiaLink: { part: 'care', short: true },
  impactAssessment: { part: 'care' },
  impactLink: { part: 'care', short: true },
  impactDate: { part: 'care', short: true },
  humanIntervention: { part: 'people', required: true },
  training: { part: 'people' },
  told: { part: 'people' },
  objection: { part: 'people', required: true },
  rollback: { part: 'people' },
  trainingSet: { part: 'material' },
  sources: { part: 'material', required: true },
  sourceLinks: { part: 'material' },
  connections: { part: 'material' },
  bias: { part: 'material' },
  collection: { part: 'material' },
  sharing: { part: 'material' },
  access: { part: 'material' },
  storage: { part: 'material' },
  retention: { part: 'material' },
  method: { part: 'method', required: true, choices: METHODS },
  analysis: { part: 'method', choices: ANALYSES },
  description: { part: 'method', required: true },
  models: { part: 'method' },
  architecture: { part: 'method' },
  performance: { part: 'method' },
  monitoring: { part: 'method' },
  maintenance: { part: 'method', short: true },
  code: { part: 'method', short: true },
  productPage: { part: 'method', short: true },
  productInformation: { part: 'method' },
  supplier: { part: 'more', short: true },
  supplierRole: { part: 'more', short: true },
  supplierId: { part: 'more', short: true },
  supplierAccess: { part: 'more' },
  keywords: { part: 'more', short: true },
  revisionNote: { part: 'more' },
  remark: { part: 'more' },
} as const satisfies Readonly<Record<string, FieldSpec>>

/** A field that people fill in. */
export type Field = keyof typeof FIELDS

/** What is known of a field. */
export const specOf = (field: Field): FieldSpec => FIELDS[field]

/** The names of all fields, in their order. */
export const FIELD_NAMES = Object.keys(FIELDS) as Field[]

/** The fields of one part. */
export function fieldsOf(part: PartName): Field[] {
  return FIELD_NAMES.filter((field) => FIELDS[field].part === part)
}

/** What an entry says in one language; what is empty is absent. */
export type Words = Readonly<Partial<Record<Field, string>>>

/** What an entry says, by language. */
export type Document = Readonly<Record<string, Words>>

/** What an entry says in this language, or in the first that the city offers. */
export function wordsIn(document: Document, languages: readonly string[]): Words {
  const found = languages.find((language) => Object.keys(document[language] ?? {}).length > 0)
  return document[found ?? ''] ?? Object.values(document)[0] ?? {}
}

/** A field that says something else than before. */
export interface Difference {
  readonly language: string
  readonly field: Field
  readonly before: string
  readonly after: string
}

/** What changed between two versions of an entry, field by field. */
export function differences(before: Document, after: Document): Difference[] {
  const languages = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted()
  return languages.flatMap((language) =>
    FIELD_NAMES.map((field) => ({
      language,
      field,
      before: before[language]?.[field] ?? '',
      after: after[language]?.[field] ?? '',
    })).filter((one) => one.before !== one.after),
  )
}

/** Required fields that say nothing, in this language. */
export function missing(words: Words): Field[] {
  return FIELD_NAMES.filter((field) => specOf(field).required && !words[field]?.trim())
}
