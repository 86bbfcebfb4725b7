/** What a machine decides goes through the register, and a field it decides says so. */
import { type House, type HouseRule, isTest, withoutComments } from './house.ts'

/** A column that names the decision behind another one. */
const DECIDED = /\b(\w+)_decision\s+text[^,;]*?\breferences\s+decisions\.taken\b/gi
const TABLE = /\b(?:alter|create)\s+table\s+(?:if\s+not\s+exists\s+)?(\w+\.\w+)/gi

interface Automated {
  readonly table: string
  readonly field: string
  readonly file: string
}

/** Every field that a migration declares as decided by a machine. */
function automatedOf({ sources }: House): Automated[] {
  return [...sources]
    .filter(([file]) => /\/migrations\/[^/]+\.sql$/.test(file))
    .flatMap(([file, text]) =>
      [...text.matchAll(DECIDED)].map(({ index, 1: field = '' }) => {
        const table = [...text.slice(0, index).matchAll(TABLE)].at(-1)?.[1] ?? ''
        return { table, field, file }
      }),
    )
}

/** Whether this text writes the field: in a list of columns, in an update, or in a piece of one. */
function writes(text: string, { table, field }: Automated): boolean {
  const name = table.replace('.', '\\.')
  const inserts = `insert\\s+into\\s+${name}\\s*\\([^)]*\\b${field}\\b`
  const updates = `update\\s+${name}(?:\\s+\\w+)?\\s+set\\s+(?:(?!\\bwhere\\b|\\bfrom\\b)[^\`])*\\b${field}\\s*=`
  const joined = new RegExp(`update\\s+${name}\\s+set\\s+\\$\\{`, 'i').test(text)
  if (joined && new RegExp(`sql\`${field}\\s*=`).test(text)) return true
  return new RegExp(`${inserts}|${updates}`, 'i').test(text)
}

const writersAreAccountedFor: HouseRule = (house) => {
  const automated = automatedOf(house)
  return [...house.sources]
    .filter(([file]) => /^(?:src|scripts|bench)\/.*\.(?:tsx?|mjs|sql)$/.test(file) && !isTest(file))
    .flatMap(([file, whole]) => {
      const text = withoutComments(whole)
      return automated
        .filter((one) => one.file !== file && writes(text, one))
        .filter(({ field }) => !new RegExp(`\\b${field}_(?:by|decision)\\b`).test(text))
        .map(({ table, field }) => `${file} writes ${table}.${field}, and nothing accounts for it`)
    })
}

/** A decision that is asked by itself, past the version in force and what may stop it; `work` asks the register. */
const BY_ITSELF = /(?<!['"`\w.-]|typeof )(?:(?!work\b)\w+|\w+\.\w+|[)\]])[?!]?\.decide\b(?!['"`])/g

const decidesThroughTheRegister: HouseRule = ({ sources }) =>
  [...sources]
    .filter(([file]) => /^(?:src|scripts|bench)\/.*\.(?:tsx?|mjs)$/.test(file) && !isTest(file))
    .filter(([file]) => !file.startsWith('src/core/decisions/'))
    .flatMap(([file, text]) =>
      [...withoutComments(text).matchAll(BY_ITSELF)].map(([what]) => `${file} asks ${what}`),
    )

/** The rules about what a machine decides. */
export const automatedRules: Readonly<Record<string, HouseRule>> = {
  'A decision is asked through the register, which knows the version in force':
    decidesThroughTheRegister,
  'A field that a machine decides says by which decision or role': writersAreAccountedFor,
}
