/** One template: its words, the form of its next version, and the versions before. */
import { useHere } from '#core/pages'
import { Details, Does, Field, Form, Layout, Section, Summary, When, Words } from '#design'
import { publishTemplate, withdrawTemplate, writeTemplate } from '../../actions/index.ts'
import { placeholders } from '../../templates/model.ts'
import { Seen } from '../parts/prepared.tsx'
import { categoryOptions, optionsOf } from '../parts/search.tsx'
import { Scope, Standing } from './templates-view.tsx'
import type { Choices, TemplateData } from './templates.tsx'

type Template = TemplateData['template']

/** What may stand in braces, each with what it becomes. */
function Places() {
  const { say } = useHere()
  return (
    <Details summary={say('reports.templates.places')}>
      <Summary
        rows={placeholders.map((name) => ({
          key: `{${name}}`,
          value: say(`reports.templates.place.${name}`),
        }))}
      />
    </Details>
  )
}

function Writing({ choices, template }: { choices: Choices; template?: Template }) {
  const { say, language } = useHere()
  const all = say('reports.templates.all')
  const { groups, units, everyUnit, languages } = choices
  return (
    <Form action={writeTemplate} with={template ? { template: template.id } : {}}>
      <Field name="title" value={template?.title} />
      <Field
        name="language"
        options={optionsOf(languages)}
        value={template?.language ?? language}
      />
      <Field name="text" value={template?.text} />
      <Places />
      <Seen action={writeTemplate} />
      <Field
        name="category"
        options={categoryOptions(groups)}
        value={template?.category}
        none={all}
      />
      <Field
        name="unit"
        options={optionsOf(units)}
        value={template?.unit ?? (everyUnit ? undefined : units[0]?.code)}
        optional={everyUnit}
        {...(everyUnit ? { none: all } : {})}
      />
    </Form>
  )
}

function useCrumbs() {
  const { say } = useHere()
  return [
    { href: '/reports/desk', text: say('reports.desk') },
    { href: '/reports/desk/templates', text: say('reports.templates') },
  ]
}

/** The form of a new one. */
export function NewView({ choices }: { choices: Choices }) {
  const { say } = useHere()
  return (
    <Layout
      title={say('reports.templates.new')}
      lead={say('reports.templates.new.lead')}
      breadcrumb={useCrumbs()}
      narrow
    >
      <Writing choices={choices} />
    </Layout>
  )
}

function Doing({ template, choices }: TemplateData) {
  const { say } = useHere()
  const { id, version, published } = template
  return (
    <>
      {published !== version && (
        <Does
          action={publishTemplate}
          with={{ template: id, version: String(version) }}
          kind="primary"
        />
      )}
      <Details summary={say('reports.templates.change')}>
        <Writing choices={choices} template={template} />
      </Details>
      <Does action={withdrawTemplate} with={{ template: id }} />
    </>
  )
}

function Versions({ versions, template }: TemplateData) {
  const { say } = useHere()
  return (
    <Section title={say('reports.templates.versions')} id="versions">
      {versions.map(({ version, title, text, at, badge }) => (
        <Details
          key={version}
          summary={say('reports.templates.version', { version, title })}
          open={version === template.published}
        >
          <p>
            <When at={at} style="dateTime" /> · <bdi>{badge ?? ''}</bdi>
          </p>
          <Words text={text} />
        </Details>
      ))}
    </Section>
  )
}

/** One of them, as its writers see it. */
export function OneView(data: TemplateData) {
  const { say } = useHere()
  const { template, mayWrite } = data
  return (
    <Layout
      title={template.title}
      eyebrow={<Standing template={template} />}
      breadcrumb={useCrumbs()}
    >
      <Words text={template.text} />
      <Summary
        rows={[
          { key: say('reports.templates.column.for'), value: <Scope template={template} /> },
          { key: say('reports.templates.column.language'), value: template.languageName },
          { key: say('reports.templates.column.used'), value: say.number(template.used) },
        ]}
      />
      {mayWrite && <Doing {...data} />}
      <Versions {...data} />
    </Layout>
  )
}
