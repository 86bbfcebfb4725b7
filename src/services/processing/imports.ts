/** `import question-set FILE`: questions for assessments, as a public body published them (JSON Schema). */
import { readFile, stat } from 'node:fs/promises'
import type { ImportKind } from '#core/service'
import { z } from 'zod'
import { takeSet } from './actions/review.ts'
import { formKinds } from './model.ts'
import { partsFrom } from './questions.ts'

const LARGEST = 500_000

/** Takes in one file; the same file again changes nothing, another under its code is a new version. */
export const questionSets: ImportKind = {
  what: 'question-set',
  says: 'Questions for assessments, as JSON Schema: each property a question with name, category, description.',
  presets: formKinds,
  options: {
    code: 'what the set is called in addresses',
    language: 'language of its questions',
    title: 'its title',
  },

  async run({ file, preset, dryRun, options = {}, perform, progress }) {
    const { size } = await stat(file)
    const summary = { read: 1, imported: 0, updated: 0, unchanged: 0, refused: [], unknown: [] }
    const no = (reason: string) => ({ ...summary, refused: [{ line: 1, reason }] })
    if (size > LARGEST) return no('The file is larger than 500 kilobytes.')
    const schema = await readFile(file, 'utf8')
    const parts = partsFrom(schema)
    if (typeof parts === 'string') return no(parts)
    progress(size, size)
    if (dryRun) return { ...summary, imported: 1 }
    const name = file.split('/').at(-1)?.replace(/\..*$/, '') ?? ''
    const { code = name, language = 'en', title = code } = options
    const kind = z.enum(formKinds).parse(preset ?? 'dpia')
    const taken = await perform(takeSet, { code, kind, language, title, schema })
    if (!taken.isNew) return { ...summary, unchanged: 1 }
    return taken.version === 1 ? { ...summary, imported: 1 } : { ...summary, updated: 1 }
  },
}
