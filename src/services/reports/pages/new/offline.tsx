/** Reporting where there is no connection: everything on one page, kept on the telephone until it can be sent. */
import { z } from 'zod'
import type { CityFacts } from '#core/actions'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import {
  ButtonLink,
  FileField,
  Layout,
  Notice,
  OfflineFrame,
  OfflineReady,
  OnlyFor,
  Select,
  TextArea,
  TextField,
} from '#design'
import { type Question, reportsOf, wording } from '../../config.ts'
import { type GroupChoice, groupsOf } from '../parts/names.ts'

const WAYS = {
  start: '/reports/new',
  page: '/reports/new/offline',
  send: '/api/reports/report',
  follow: '/reports/mine/{code}/sent',
} as const

/** A question that must be answered before somebody can be sent. */
interface Needed {
  readonly category: string
  readonly name: string
  readonly type: Question['type']
  readonly label: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
}

function neededOf(city: CityFacts, language: string): Needed[] {
  return reportsOf(city)
    .categories.filter(({ active }) => active)
    .flatMap(({ code, questions }) =>
      questions
        .filter(({ required }) => required)
        .map((it) => ({
          category: code,
          name: `answers.${code}.${it.code}`,
          type: it.type,
          label: wording(it.label, language),
          options: it.options.map(({ value, label }) => ({
            value,
            text: wording(label, language),
          })),
        })),
    )
}

function Question({ name, type, label, options }: Needed) {
  const { say } = useHere()
  const id = name.replaceAll('.', '-')
  return options.length > 0 ? (
    <Select id={id} name={name} label={label} options={options} none={say('design.choose')} />
  ) : (
    <TextField id={id} name={name} label={label} type={type === 'date' ? 'date' : 'text'} />
  )
}

interface OfflineData {
  readonly groups: readonly GroupChoice[]
  readonly needed: readonly Needed[]
  readonly most: number
}

function Fields({ groups, needed, most }: OfflineData) {
  const { say } = useHere()
  const options = groups.flatMap((group) =>
    group.categories.map(({ code, name }) => ({ value: code, text: name, group: group.name })),
  )
  return (
    <>
      <Select
        name="category"
        label={say('reports.report.category')}
        options={options}
        none={say('design.choose')}
      />
      {needed.map((it) => (
        <OnlyFor key={it.name} of={it.category}>
          <Question {...it} />
        </OnlyFor>
      ))}
      <TextArea
        name="text"
        label={say('reports.report.text')}
        hint={say('reports.new.offline.hidden')}
        rows={5}
      />
      <TextField name="address" label={say('reports.report.address')} optional />
      <TextField name="lat" label={say('reports.report.lat')} optional width={12} />
      <TextField name="lon" label={say('reports.report.lon')} optional width={12} />
      <FileField
        name="photos"
        label={say('reports.report.photos')}
        kinds={['photo']}
        most={most}
        optional
      />
      <TextField name="email" type="email" label={say('reports.report.email')} optional personal />
    </>
  )
}

function OfflineView(data: OfflineData) {
  const { say } = useHere()
  return (
    <Layout
      title={say('reports.new.offline')}
      lead={say('reports.new.offline.lead')}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
      narrow
    >
      <Notice title={say('reports.new.offline.phone')}>
        <p>{say('reports.new.offline.phoneText')}</p>
      </Notice>
      <OfflineFrame {...WAYS}>
        <Fields {...data} />
      </OfflineFrame>
      <ButtonLink kind="secondary" href="/reports/new">
        {say('reports.new.offline.connected')}
      </ButtonLink>
    </Layout>
  )
}

/** On the first page of reporting: that it also works without a connection, where the browser can keep it. */
export function AlsoOffline() {
  const { say } = useHere()
  return (
    <OfflineReady {...WAYS}>
      <p>
        <a href={WAYS.page}>{say('reports.new.offline.way')}</a>
      </p>
    </OfflineReady>
  )
}

/** Kept by the browser as it is; it has nothing of anybody in it. */
export const offline = page({
  name: 'reports.new.offline',
  path: '/reports/new/offline',
  who: anyone,
  keep: 'public',
  input: z.object({}),
  load: async ({ city, language }): Promise<OfflineData> => ({
    groups: groupsOf(city, language),
    needed: neededOf(city, language),
    most: reportsOf(city).terms.photos,
  }),
  view: (data) => <OfflineView {...data} />,
})
