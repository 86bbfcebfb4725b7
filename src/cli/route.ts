/** `cityright route`: sorts one text by the instructions of categories, without anything learned. */
import { readFileSync, statSync } from 'node:fs'
import { instructed, LANGUAGES, type Language, type Ranked } from '#core/classifier'
import { Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { Unusable } from './unusable.ts'

interface Options {
  instructions: string
  text: string
  language?: Language
  json?: boolean
}

const Named = z.object({ name: z.string().min(1) })
const Categories = z
  .array(
    z.union([
      Named.extend({ instructions: z.string() }),
      Named.extend({ instruction: z.string() }).transform(({ name, instruction }) => ({
        ...{ name, instructions: instruction },
      })),
    ]),
  )
  .min(1)

function categoriesIn(file: string) {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) throw new Unusable(`There is no ${file}.`)
  if (!found.isFile()) throw new Unusable(`${file} is no file.`)
  const read = Categories.safeParse(parsed(file))
  if (read.success) return read.data
  const [at] = read.error.issues[0]?.path ?? []
  const why = typeof at === 'number' ? `: entry ${at + 1} has no name or no instructions` : ''
  const wanted = 'no list of categories, each with a name and instructions'
  throw new Unusable(`${file} is ${wanted}${why}.`)
}

/** What the file holds; spreadsheet programs put a mark before its first letter. */
function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (failure) {
    const why = failure instanceof Error ? failure.message.replaceAll(/\s+/g, ' ') : 'unknown'
    throw new Unusable(`${file} is not JSON: ${why}`, { cause: failure })
  }
}

/** How many categories and words a person is shown. */
const SHOWN = 5

function lineOf({ name, score, words }: Ranked): string {
  const why = words.slice(0, SHOWN).map(({ word, weight }) => `${word} ${weight.toFixed(3)}`)
  return `${score.toFixed(3)}  ${name}${why.length > 0 ? `  because of ${why.join(', ')}` : ''}`
}

function route({ instructions, text, language, json }: Options): void {
  const ranked = instructed(categoriesIn(instructions), language)(text)
  const found = ranked.filter(({ score }) => score > 0)
  const said =
    found.length > 0
      ? found.slice(0, SHOWN).map(lineOf).join('\n')
      : 'No word of this text is in any instruction: a person decides.'
  process.stdout.write(`${json ? JSON.stringify(ranked) : said}\n`)
}

function languageFrom(text: string): Language {
  const language = LANGUAGES.find((one) => one === text)
  if (language) return language
  throw new InvalidArgumentError(`It is one of ${LANGUAGES.join(', ')}.`)
}

/** `cityright route --instructions FILE.json --text "…"`. */
export function routeCommand(): Command {
  return new Command('route')
    .description(
      'sorts one text into categories by their instructions alone, and says which words counted',
    )
    .requiredOption(
      '--instructions <file>',
      'JSON: a list of categories with name and instructions',
    )
    .requiredOption('--text <text>', 'what somebody reported')
    .option('--language <code>', 'of the instructions; found out when it is not said', languageFrom)
    .option('--json', 'every category, for machines: the best first')
    .action(route)
}
