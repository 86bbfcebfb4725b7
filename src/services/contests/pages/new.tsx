/** Contesting: which report, then which decision and why. Without an account, without JavaScript. */
import { page, useHere } from '#core/pages'
import { anyone, may } from '#core/people'
import type { CityFacts } from '#core/actions'
import { languageName } from '#core/text'
import { Empty, Field, Filters, Form, Layout, Notice, Prose, TextField } from '#design'
import { type GroupChoice, groupsOf, namesOf } from '#services/reports'
import { z } from 'zod'
import { decisionOn, enter, reportOf, submit } from '../actions/submit.ts'
import { contestsOf } from '../config.ts'
import { kinds } from '../model.ts'

const kind = z.enum(kinds).optional().catch(undefined)

/** Which report: its code, or its number when signed in. */
export const beginPage = page({
  name: 'contests.beginning',
  path: '/contests/begin',
  who: anyone,
  input: z.object({
    number: z.string().max(20).optional(),
    code: z.string().max(80).optional(),
    kind,
  }),
  async load({ input, tx, by }) {
    const { number = '', code, kind: about } = input
    const which = code?.trim() || (by.person !== null && number !== '' ? number : '')
    if (which === '') return { number, to: null, failed: false }
    const found = await reportOf({ tx, by }, which).catch(() => undefined)
    const plain = /^\s*r-?\d/i.test(which)
      ? which.trim().toUpperCase()
      : which.toLowerCase().replace(/[^0-9a-z]/g, '')
    const more = about === undefined ? '' : `?kind=${about}`
    const to = found === undefined ? null : `/contests/new/${plain}${more}`
    return { number, to, failed: found === undefined }
  },
  view: ({ number, failed }, { say }) => (
    <Layout
      title={say('contests.beginning')}
      lead={say('contests.beginning.lead')}
      breadcrumb={[{ href: '/contests', text: say('contests.show') }]}
      narrow
    >
      {failed && (
        <Notice tone="error" title={say('contests.beginning.failed')}>
          <p>{say('contests.beginning.failed.text')}</p>
        </Notice>
      )}
      <Filters submit={say('contests.beginning.go')}>
        <TextField
          name="number"
          label={say('contests.beginning.number')}
          hint={say('contests.beginning.number.hint')}
          value={number}
          width={12}
        />
        <TextField
          name="code"
          label={say('contests.beginning.code')}
          hint={say('contests.beginning.code.hint')}
          autocomplete="off"
        />
      </Filters>
      <Prose>
        <p>
          <a href="/sign-in">{say('contests.beginning.sign-in')}</a>
        </p>
      </Prose>
    </Layout>
  ),
  redirect: ({ to }) => to ?? undefined,
})

const optionsOf = (groups: readonly GroupChoice[]) =>
  groups.flatMap(({ name: group, categories }) =>
    categories.map(({ code, name }) => ({ value: code, text: `${group}: ${name}` })),
  )

function Fields({ groups, kind: about }: { groups: readonly GroupChoice[]; kind?: string }) {
  const { say } = useHere()
  return (
    <>
      <Field name="kind" value={about} />
      <Field name="wanted" options={optionsOf(groups)} none={say('contests.wanted.none')} />
      <Field name="grounds" />
    </>
  )
}

const common = (city: CityFacts, language: string) => ({
  groups: groupsOf(city, language),
  days: contestsOf(city).days,
})

/** What is wrong with the decision about this report. */
export const newPage = page({
  name: 'contests.new',
  path: '/contests/new/:report',
  who: anyone,
  hidden: true,
  input: z.object({ report: z.string().max(64), kind }),
  async load({ input, tx, by, city, language }) {
    const report = await reportOf({ tx, by }, input.report)
    const taken = await decisionOn({ tx }, report)
    return {
      ...common(city, language),
      which: input.report,
      kind: input.kind ?? null,
      number: report.number,
      category: namesOf(city, language).category(report.category),
      because: taken?.because ?? null,
    }
  },
  view: (data, { say }) => (
    <Layout
      title={say('contests.new')}
      eyebrow={data.number}
      lead={say('contests.new.lead', { days: data.days })}
      breadcrumb={[{ href: '/contests', text: say('contests.show') }]}
      narrow
    >
      {data.because === null ? (
        <Empty title={say('contests.new.nothing')} />
      ) : (
        <>
          <Notice title={say('contests.new.stands', { category: data.category })}>
            <p>{say(data.because.key, data.because.values)}</p>
          </Notice>
          <Form action={submit} with={{ report: data.which }}>
            <Fields groups={data.groups} {...(data.kind === null ? {} : { kind: data.kind })} />
          </Form>
        </>
      )}
    </Layout>
  ),
})

/** A clerk enters a contest that came on paper. */
export const enterPage = page({
  name: 'contests.entering',
  path: '/contests/enter',
  who: may('contests.enter'),
  input: z.object({}),
  load: ({ city, language }) => Promise.resolve(common(city, language)),
  view: ({ groups }, { say, languages }) => (
    <Layout
      title={say('contests.entering')}
      lead={say('contests.entering.lead')}
      breadcrumb={[{ href: '/contests', text: say('contests.show') }]}
      narrow
    >
      <Form action={enter}>
        <Field name="report" />
        <Field
          name="language"
          options={languages.map((value) => ({ value, text: languageName(value) }))}
        />
        <Fields groups={groups} />
      </Form>
    </Layout>
  ),
})
