/** Words prepared for answers: all of them, a new one, and one with its versions. */
import { z } from 'zod'
import type { CityFacts } from '#core/actions'
import { page } from '#core/pages'
import { may } from '#core/people'
import { reachOf } from '../../reach.ts'
import { listTemplates, listVersions, readTemplate, type Template } from '../../templates/store.ts'
import { groupsOf, type Names, namesOf, unitsOf } from '../parts/names.ts'
import { languageName } from '../parts/prepared.tsx'
import { ListView } from './templates-view.tsx'
import { NewView, OneView } from './template-view.tsx'

/** A template with the names of its codes. */
function inWords(template: Template, names: Names, language: string) {
  return {
    ...template,
    unitName: names.unit(template.unit),
    categoryName: template.category === null ? null : names.category(template.category),
    languageName: languageName(template.language, language),
  }
}

function choicesOf(city: CityFacts, language: string, reach: readonly string[] | 'all') {
  const units = unitsOf(city, language)
  return {
    groups: groupsOf(city, language),
    units: units.filter(({ code }) => reach === 'all' || reach.includes(code)),
    everyUnit: reach === 'all',
    languages: city.languages.map((code) => ({ code, name: languageName(code, language) })),
  }
}

/** All that the desk of these units is offered, or will be. */
export const templates = page({
  name: 'reports.templates',
  path: '/reports/desk/templates',
  who: may('reports.read'),
  input: z.object({}),
  async load({ tx, by, city, language }) {
    const found = await listTemplates(tx, reachOf(by))
    const names = namesOf(city, language)
    return { templates: found.map((each) => inWords(each, names, language)) }
  },
  view: (data) => <ListView {...data} />,
})
export type TemplatesData = Awaited<ReturnType<typeof templates.load>>

/** The form of a new one. */
export const newTemplate = page({
  name: 'reports.templates.new',
  path: '/reports/desk/templates/new',
  who: may('reports.templates'),
  input: z.object({}),
  async load({ by, city, language }) {
    return { choices: choicesOf(city, language, reachOf(by, 'reports.templates')) }
  },
  view: (data) => <NewView {...data} />,
})
export type Choices = Awaited<ReturnType<typeof newTemplate.load>>['choices']

/** One of them, with its versions. */
export const oneTemplate = page({
  name: 'reports.templates.one',
  path: '/reports/desk/templates/:template',
  who: may('reports.read'),
  input: z.object({ template: z.string().max(40) }),
  async load({ input, tx, by, city, language }) {
    const found = await readTemplate(tx, input.template)
    const reach = reachOf(by, 'reports.templates')
    const mine = reach === 'all' || (found.unit !== null && reach.includes(found.unit))
    return {
      template: inWords(found, namesOf(city, language), language),
      versions: await listVersions(tx, found.id),
      mayWrite: mine && !found.withdrawn,
      choices: choicesOf(city, language, reach),
    }
  },
  view: (data) => <OneView {...data} />,
})
export type TemplateData = Awaited<ReturnType<typeof oneTemplate.load>>
