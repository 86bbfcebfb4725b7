/** Registers of algorithms, of processing and of sensors, in the field names of the standards cities use. */
import type { Facts, Reading } from '../model.ts'
import { json, list, object, said, web } from './text.ts'

/**
 * What an entry of an algorithm register says (item S74), by the names of the Eurocities, Dutch and British
 * standards and of this software.
 */
const ALGORITHM: Readonly<Record<string, readonly string[]>> = {
  owner: [
    'owner',
    'organization',
    'contact',
    'contact_email',
    'department',
    'responsible',
    'publisher',
  ],
  purpose: [
    'purpose',
    'goal',
    'description',
    'description_short',
    'short_description',
    'says',
    'impact',
  ],
  basis: ['legal_basis', 'lawful_basis', 'law', 'legalBasis', 'basis', 'legal'],
  uses: ['data', 'source_data', 'datasets', 'data_sources', 'source_data_url', 'facts', 'input'],
  person: [
    'human_role',
    'human_intervention',
    'human_oversight',
    'oversight',
    'humanRole',
    'human',
  ],
  appeal: [
    'appeal',
    'contestAt',
    'objection',
    'complaints',
    'appeal_procedure',
    'redress',
    'appealRoute',
  ],
}

/** What an entry of a processing register says (item S63, GDPR article 30). */
const PROCESSING: Readonly<Record<string, readonly string[]>> = {
  controller: ['controller', 'data_controller', 'verwerkingsverantwoordelijke', 'responsable'],
  officer: ['dpo', 'data_protection_officer', 'dataProtectionOfficer', 'delegado', 'officer'],
}

const LISTS = [
  'entries',
  'algorithms',
  'register',
  'processings',
  'records',
  'items',
  'results',
  'decisions',
  'registered',
]
const ids = ['id', 'name', 'title', 'algorithm_id', 'number']
const pages = ['url', 'href', 'link', 'appeal', 'contestAt', 'website']

const tells = (value: unknown): boolean =>
  said(value) || (Array.isArray(value) && value.length > 0) || object(value) !== undefined

type Entry = Readonly<Record<string, unknown>>

function entriesOf(root: unknown): Entry[] | undefined {
  const whole = object(root)
  const found = Array.isArray(root)
    ? root
    : LISTS.map((name) => whole?.[name]).find((one) => Array.isArray(one))
  if (!Array.isArray(found)) return undefined
  const entries = list(found)
    .map(object)
    .filter((one) => one !== undefined)
  const named = entries.filter((one) => ids.some((id) => tells(one[id])))
  return named.length === found.length ? named : undefined
}

function counted(entries: readonly Entry[], fields: typeof ALGORITHM): Facts {
  return Object.fromEntries(
    Object.entries(fields).map(([field, names]) => [
      field,
      entries.filter((entry) => names.some((name) => tells(entry[name]))).length,
    ]),
  )
}

function registerOf(text: string, fields: typeof ALGORITHM): Reading | undefined {
  const root = json(text)
  const entries = entriesOf(root)
  if (!entries) return undefined
  const whole = object(root)
  const own = Object.fromEntries(
    Object.entries(fields).map(([field, names]) => [
      field,
      names.some((name) => tells(whole?.[name])),
    ]),
  )
  const each = counted(entries, fields)
  const facts = Object.fromEntries(
    Object.entries(each).map(([field, n]) => [field, own[field] ? entries.length : n]),
  )
  const taken = Number(whole?.['decisionsTaken'] ?? whole?.['decisions_logged'])
  const urls = entries.flatMap((entry) => pages.map((name) => entry[name]).filter(web)[0] ?? [])
  const logged = Number.isSafeInteger(taken) && taken >= 0 ? taken : -1
  return { form: 'register', facts: { entries: entries.length, logged, ...facts }, urls }
}

/** A register of algorithms. */
export const readAlgorithms = (text: string) => registerOf(text, ALGORITHM)

/** A register of processing of personal data. */
export const readProcessing = (text: string) => registerOf(text, PROCESSING)
