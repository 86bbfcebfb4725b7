/** What is sent of a report to another system: what everybody may read of it, and nothing else. Pure. */
import type { CityFacts } from '#core/actions'
import { forOpen311 as reports } from '#services/reports'
import { codeAt, type System } from './config.ts'

type Passed = reports.Passed

/** The address of our report: it stands in the description, and is what ours is found by. */
export const markOf = (city: Pick<CityFacts, 'url'>, number: string) =>
  `${city.url}/reports/${number}`

/** Whether a text bears this address, and not one that goes on with further digits. */
export const bears = (text: string, mark: string) =>
  text
    .split(mark)
    .slice(1)
    .some((rest) => !/^\d/.test(rest))

function answersIn({ answers, category }: Passed, city: Pick<CityFacts, 'config' | 'languages'>) {
  const [language = 'en'] = city.languages
  const { questions = [] } = reports.categoryOf(reports.reportsOf(city), category) ?? {}
  return questions.flatMap(({ code, label, options }) => {
    const values = [answers[code] ?? []].flat().map(String)
    if (values.length === 0) return []
    const words = values.map((value) => {
      const option = options.find((one) => one.value === value)
      return option ? reports.wording(option.label, language) : value
    })
    return [{ code, values, line: `${reports.wording(label, language)}: ${words.join(', ')}` }]
  })
}

/** What is sent of a report: what everybody may read of it, and nothing else. */
export function formOf(
  report: Passed & { readonly photos: readonly string[] },
  system: System,
  city: Pick<CityFacts, 'config' | 'languages' | 'url'>,
): [string, string][] {
  const answers = answersIn(report, city)
  const words = [report.text ?? '', ...answers.map(({ line }) => line), markOf(city, report.number)]
  const place: [string, string][] =
    report.lat === null || report.lon === null
      ? []
      : [
          ['lat', String(report.lat)],
          ['long', String(report.lon)],
        ]
  return [
    ...(system.jurisdiction ? [['jurisdiction_id', system.jurisdiction] as [string, string]] : []),
    ['service_code', codeAt(system, report.category) ?? ''],
    ...place,
    ...(report.address === null ? [] : [['address_string', report.address] as [string, string]]),
    ...answers.flatMap(({ code, values }) =>
      values.map((value): [string, string] => [`attribute[${code}]`, value]),
    ),
    ['description', shortened(words)],
    ...mediaOf(report.photos, system, city),
  ]
}

/** Where everybody sees the photos of a report, as many of them as that system takes by address. */
function mediaOf(
  photos: readonly string[],
  { quirks: { media } }: System,
  city: Pick<CityFacts, 'url'>,
): [string, string][] {
  const shown = media === 'several' ? photos : media === 'one' ? photos.slice(0, 1) : []
  return shown.map((file) => ['media_url', `${city.url}/reports/photos/${file}`])
}

/** Everything in four thousand characters; what has to be shortened is the text, never the address of the report. */
function shortened([text = '', ...more]: readonly string[]): string {
  const rest = `\n\n${more.join('\n')}`.slice(-2000)
  return `${text.slice(0, 4000 - rest.length)}${rest}`
}
