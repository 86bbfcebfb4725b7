/** How long, how named, how typed: the form of every file. */
import { type HouseRule, isCode, isScript, isTest, serviceFiles, withoutComments } from './house.ts'

const FILE = 200
/** A test tells one story after the other; it may be longer. */
const TEST = 300
const FUNCTION = 40

const lines = (text: string) => text.replace(/\n$/, '').split('\n').length

const filesAreShort: HouseRule = ({ sources }) =>
  [...sources]
    .filter(([file, text]) => isScript(file) && lines(text) > (isTest(file) ? TEST : FILE))
    .map(([file, text]) => `${file} has ${lines(text)}`)

/** Most lines of a text that people read to its end. */
function mostLines(file: string): number {
  if (file.startsWith('docs/decisions/')) return 80
  return /^src\/.*\/README\.md$/.test(file) ? 60 : Infinity
}

const textsAreShort: HouseRule = ({ sources }) =>
  [...sources]
    .filter(([file, text]) => lines(text) > mostLines(file))
    .map(([file, text]) => `${file} has ${lines(text)}, at most ${mostLines(file)}`)

/** In bytes: what is larger weighs on every clone for ever. */
const LARGEST = 1_000_000

const filesAreSmall: HouseRule = ({ sources }) =>
  [...sources]
    .map(([file, text]) => [file, Buffer.byteLength(text)] as const)
    .filter(([, bytes]) => bytes > LARGEST)
    .map(([file, bytes]) => `${file} has ${bytes} bytes`)

const indentOf = (line: string) => line.length - line.trimStart().length
const OPENS =
  /^(?!\s*[)}]).*(?:\bfunction\b.*|=>\s*)\{$|^\s*(?:(?:async|static|override|get|set)\s+)*[\w#]+\(.*\)(?::.*)?\s*\{$/
const OPENS_LATER =
  /\bfunction\b[^()]*\(\{?$|^\s*(?:async |static )*[\w#]+\(\{?$|=\s*(?:async\s*)?\(\{?$/
const NOT_A_FUNCTION = /^\s*(?:\}?\s*(?:if|else|for|while|switch|catch|try|do)\b|return\b|await\b)/

/** Functions of a file as [first line, lines]; the formatter makes the text regular enough to be counted. */
export function functionsOf(text: string): [number, number][] {
  const all = text.split('\n')
  return all.flatMap((line, index): [number, number][] => {
    if (NOT_A_FUNCTION.test(line) || !(OPENS.test(line) || OPENS_LATER.test(line))) return []
    const same = (other: string) => other.trim() !== '' && indentOf(other) === indentOf(line)
    const closing = all.findIndex((other, at) => at > index && same(other))
    const opened = OPENS.test(line) || /^\s*[)}].*\{$/.test(all[closing] ?? '')
    if (!opened) return []
    const end = all.findIndex(
      (other, at) => at > index && same(other) && /^\s*\}[),;\]]*$/.test(other),
    )
    return end < 0 ? [] : [[index + 1, end - index + 1]]
  })
}

const functionsAreShort: HouseRule = ({ sources }) =>
  [...sources]
    .filter(([file]) => isScript(file) && !isTest(file))
    .flatMap(([file, text]) =>
      functionsOf(withoutComments(text))
        .filter(([, length]) => length > FUNCTION)
        .map(([line, length]) => `${file}:${line} has ${length}`),
    )

const defaultOnlyInService: HouseRule = ({ sources }) =>
  [...sources]
    .filter(
      ([file, text]) => file.startsWith('src/') && isCode(file) && /^export default\b/m.test(text),
    )
    .filter(([file]) => !/^src\/(?:services|hub)\/[^/]+\/service\.ts$/.test(file))
    .map(([file]) => file)

const UNWANTED_FILE =
  /(?:^|[-/])(?:utils?|helpers?|common|shared|lib|types|manager|misc)(?:[-./]|$)/
const UNWANTED_NAME =
  /\bexport (?:async )?(?:function|const|class|interface|type) ((?:get|handle|manage|doThe)[A-Z]\w*|\w*(?:Users?|Citizens?|Manager|Helpers?|Utils?|Handler)(?![a-z])\w*)/g

const namesSayWhatTheyMean: HouseRule = ({ sources }) =>
  [...sources].flatMap(([file, text]) => {
    if (!file.startsWith('src/') || !isCode(file)) return []
    const exports = [...withoutComments(text).matchAll(UNWANTED_NAME)].map(
      ([, name]) => `${file} exports ${name}`,
    )
    return UNWANTED_FILE.test(file) ? [file, ...exports] : exports
  })

const kebabCase: HouseRule = ({ sources }) =>
  [...sources.keys()].filter(
    (file) =>
      /^(?:src|test|scripts)\//.test(file) && isScript(file) && !/^[a-z0-9./-]+$/.test(file),
  )

const ESCAPES =
  /@ts-(?:ignore|expect-error|nocheck)|:\s*any\b|<any\b|\bany\[\]|\bas any\b|\bas unknown as\b/

const servicesAreTyped: HouseRule = (house) =>
  serviceFiles(house)
    .filter(([file, text]) => isCode(file) && ESCAPES.test(text.replace(/'[^'\n]*'/g, "''")))
    .map(([file, text]) => `${file}: ${ESCAPES.exec(text.replace(/'[^'\n]*'/g, "''"))?.[0]}`)

/** The rules about form. */
export const formRules: Readonly<Record<string, HouseRule>> = {
  'No file is longer than 200 lines, no test than 300': filesAreShort,
  'No file is larger than a megabyte': filesAreSmall,
  'What people read to its end is short': textsAreShort,
  'No function is longer than 40 lines': functionsAreShort,
  'Only service.ts has a default export': defaultOnlyInService,
  'A name says what it means': namesSayWhatTheyMean,
  'Files are named in kebab-case': kebabCase,
  'A service does not escape from its types': servicesAreTyped,
}
