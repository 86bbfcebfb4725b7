/** `cityright route`: sorts one text by the instructions of categories, without anything learned. */
import { existsSync, readFileSync } from 'node:fs'
import { instructed, LANGUAGES, type Language, type Ranked } from '#core/classifier'
import { Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'

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
  if (!existsSync(file)) throw new Error(`There is no ${file}.`)
  const read = Categories.safeParse(parsed(file))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const where = issue && issue.path.length > 0 ? ` (at ${issue.path.join('.')})` : ''
  throw new Error(
    `${file} is no list of categories, each with a name and instructions${where}: ${issue?.message}`,
  )
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (failure) {
    throw new Error(`${file} is not JSON: ${String(failure)}`, { cause: failure })
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
