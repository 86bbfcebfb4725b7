/** `cityright train routing`: learns from what a city confirmed, or judges on a file what could be learned from it. */
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { LANGUAGES } from '#core/classifier'
import {
  type Evaluated,
  evaluationOf,
  type Outcome,
  type Source,
  trainAll,
} from '#services/routing'
import { Command, Option } from 'commander'
import { openCity } from '../opening/open.ts'
import { readMark } from '../opening/sample/mark.ts'
import { settingsFrom } from '../settings.ts'
import { judgedFile, type Judged, nameOf } from './train-file.ts'
import { Unusable } from './unusable.ts'

interface Options extends Partial<Judged> {
  data?: string
  json?: boolean
  evaluation?: string
}

const VERDICTS: Readonly<Record<Outcome['verdict'], string>> = {
  waiting: 'A classifier was trained and waits for two officials.',
  promoted: 'A classifier was trained, is no worse than the one before, and sorts from now on.',
  refused: 'A classifier was trained and refused: it is worse than what sorts now.',
  replaced: 'A classifier was trained and replaced.',
  'too-few': 'Too few confirmed texts to train on: the instructions of the categories sort.',
  'one-category':
    'All confirmed texts are about one category, so that there is nothing to tell apart: the instructions of the categories sort.',
  'nothing-new': 'Nothing new was confirmed since the last training.',
}

const evaluatedFrom = ({ language, texts, verdict, instructions, worth }: Outcome): Evaluated => {
  return { title: nameOf(language), texts, verdict: VERDICTS[verdict], instructions, worth }
}

async function cityOf({ data }: Options): Promise<{ source: Source; outcomes: Outcome[] }> {
  const settings = settingsFrom(process.env, { ...(data ? { data } : {}), sample: false })
  // To train opens a city; it does not found one in a folder that was misspelt.
  if (!settings.databaseUrl && !existsSync(join(settings.data, 'city'))) {
    throw new Unusable(`There is no city in ${settings.data}.`)
  }
  const city = await openCity(settings, { work: false })
  try {
    const { db, facts, clock } = city
    const outcomes = await trainAll({ db: db.as('routing'), city: facts, now: clock() })
    const isInvented = readMark(settings.data) !== undefined
    const about = isInvented
      ? 'The reports of the sample city. Its people and their sentences are invented by the authors of the software, who also wrote the instructions and chose from these sentences how alike a text must be to be sorted without a person. The reports that are learned from and those that judge are put together from the same parts of sentences, so that a trained classifier looks better here than anywhere else: a real city will do worse, and should look at its own page.'
      : 'Reports of this city whose category an official corrected, or whose problem the unit they stood with solved. Only mistakes that somebody noticed were corrected: a blind second look at a sample says more.'
    const languages = outcomes.map(evaluatedFrom)
    return { source: { title: facts.name, about, languages }, outcomes }
  } finally {
    await city.close()
  }
}

/** Says at once what would be missed after minutes of work. */
function requireFolder(page: string): void {
  const folder = dirname(resolve(page))
  if (!existsSync(folder)) throw new Unusable(`There is no folder ${folder} for the page.`)
}

async function train(what: string, options: Options): Promise<void> {
  if (what !== 'routing')
    throw new Unusable(`There is nothing to train called ${what}. There is: routing`)
  if (options.evaluation) requireFolder(options.evaluation)
  const file = options.file === undefined ? [] : [judgedFile({ ...options, file: options.file })]
  const own = options.file && !options.data ? undefined : await cityOf(options)
  const sources = [...(own ? [own.source] : []), ...file]
  const page = evaluationOf(sources, new Date().toISOString())
  if (options.evaluation) writeFileSync(options.evaluation, page)
  process.stdout.write(options.json ? `${JSON.stringify(sources)}\n` : page)
}

/** `cityright train routing`. */
export function trainCommand(): Command {
  return new Command('train')
    .description('learns to sort reports from confirmed ones, and says how good that is')
    .argument('<what>', 'routing: what reports are about')
    .option('--data <dir>', 'folder of the embedded databases')
    .option('--evaluation <file>', 'writes the page about it to this file as well (Markdown)')
    .option('--file <file>', 'judges a CSV file by itself; with --data also the city')
    .option('--text <column>', 'of the file: what somebody wrote')
    .option('--category <column>', 'of the file: what it was about')
    .option('--at <column>', 'of the file: when it was written (ISO 8601)')
    .option('--by <column>', 'of the file: district or another group')
    .addOption(
      new Option('--language <code>', 'of the file, where its words do not tell').choices(
        LANGUAGES,
      ),
    )
    .option('--json', 'answer for machines')
    .action(train)
}
