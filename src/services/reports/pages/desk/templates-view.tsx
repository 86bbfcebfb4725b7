/** The list of words prepared for answers. */
import { useHere } from '#core/pages'
import { ButtonLink, Empty, Layout, Table, Tag } from '#design'
import type { TemplatesData } from './templates.tsx'

type Row = TemplatesData['templates'][number]

/** Whether the desk is offered it: as it is, in an older version, not yet, or no longer. */
export function Standing({
  template,
}: {
  template: Pick<Row, 'withdrawn' | 'published' | 'version'>
}) {
  const { say } = useHere()
  const { withdrawn, published, version } = template
  const offered = published === version ? 'published' : published === null ? 'draft' : 'newer'
  const state = withdrawn ? 'withdrawn' : offered
  const tone = { published: 'success', draft: 'info', newer: 'info', withdrawn: 'neutral' } as const
  return <Tag tone={tone[state]}>{say(`reports.templates.state.${state}`)}</Tag>
}

/** For which reports it is meant, in a word or two. */
export function Scope({ template: { categoryName, unitName } }: { template: Row }) {
  const { say } = useHere()
  const words = [categoryName, unitName].filter(Boolean).join(' · ')
  return <>{words || say('reports.templates.everywhere')}</>
}

/** All of them, those in the same language together. */
export function ListView({ templates }: TemplatesData) {
  const { say, by } = useHere()
  const mayWrite = by?.permissions.includes('reports.templates')
  const head = ['title', 'for', 'language', 'state', 'used'] as const
  const make = (
    <ButtonLink href="/reports/desk/templates/new">{say('reports.templates.new')}</ButtonLink>
  )
  return (
    <Layout
      title={say('reports.templates')}
      lead={say('reports.templates.lead')}
      breadcrumb={[{ href: '/reports/desk', text: say('reports.desk') }]}
    >
      {mayWrite && templates.length > 0 && make}
      {templates.length === 0 ? (
        <Empty title={say('reports.templates.empty')} {...(mayWrite ? { action: make } : {})} />
      ) : (
        <Table
          caption={say('reports.templates')}
          quiet
          numeric={[4]}
          head={head.map((column) => say(`reports.templates.column.${column}`))}
          rows={templates.map((each) => [
            <a href={`/reports/desk/templates/${each.id}`} dir="auto">
              {each.title}
            </a>,
            <Scope template={each} />,
            each.languageName,
            <Standing template={each} />,
            say.number(each.used),
          ])}
        />
      )}
    </Layout>
  )
}
