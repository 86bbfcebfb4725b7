/** `import declaration FILE`: the full text of the declaration, as plain text. */
import { readFile, stat } from 'node:fs/promises'
import type { ImportKind, ImportSummary, ImportWork } from '#core/service'
import { hashOf, publish } from '../actions/publish.ts'
import { FIRST, languageTag, versionName } from '../model.ts'
import { hasVersion, readTexts } from '../store/versions.ts'

const MOST = 1024 * 1024

/** Plain text with one kind of line end, composed, without a mark of its byte order. */
async function textOf(file: string): Promise<string> {
  const { size } = await stat(file)
  if (size > MOST) throw new Error('The file is larger than a megabyte: it is no declaration.')
  const bytes = await readFile(file)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (text.includes('\0')) throw new TypeError('a zero byte')
    return text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure
    throw new Error('The file is not text in UTF-8. Nothing was taken in.', { cause: failure })
  }
}

function chosen(work: ImportWork): { language: string; version: string } {
  const language = work.options?.['language'] ?? work.city.languages[0] ?? 'en'
  const version = work.options?.['declaration-version'] ?? FIRST
  if (!languageTag.safeParse(language).success)
    throw new Error(`“${language}” is not a language such as en or pt-BR.`)
  if (!versionName.safeParse(version).success)
    throw new Error(`“${version}” is not a version such as 2018-11.`)
  return { language, version }
}

async function run(work: ImportWork): Promise<ImportSummary> {
  const { language, version } = chosen(work)
  const text = await textOf(work.file)
  if (text.length < 20) throw new Error('The file holds next to nothing. Nothing was taken in.')
  const sha256 = hashOf(text)
  if (!(await work.look((tx) => hasVersion(tx, version))))
    throw new Error(`There is no version ${version} of the declaration.`)
  const there = await work.look((tx) => readTexts(tx, version))
  const known = there.some((one) => one.language === language && one.sha256 === sha256)
  const added = work.dryRun
    ? !known
    : (await work.perform(publish, { version, language, text })).added
  return {
    read: 1,
    imported: added ? 1 : 0,
    updated: 0,
    unchanged: added ? 0 : 1,
    refused: [],
    unknown: [],
    notes: [`Declaration ${version} in ${language}: SHA-256 ${sha256}`],
  }
}

/** The declaration's text in one language. */
export const declarationImport: ImportKind = {
  what: 'declaration',
  says: 'the text of the declaration, as plain text',
  presets: [],
  options: {
    language: 'language of the text, such as en',
    'declaration-version': 'version of the declaration, such as 2018-11',
  },
  run,
}
