/** The desk of audits: ask for one, look at a draft, label its sample, publish it. */
import { listRegistered } from '#core/decisions'
import { addDays, dateIn } from '#core/kernel'
import { page } from '#core/pages'
import { may } from '#core/people'
import {
  ButtonLink,
  Card,
  CardList,
  Does,
  Empty,
  Field,
  Form,
  Layout,
  Notice,
  Section,
  Tag,
  When,
  Words,
} from '#design'
import { groupsOf, wordsOf } from '#services/reports'
import { z } from 'zod'
import { ask, drop, label, publish, publishing } from '../actions.ts'
import { numberOf } from '../model/states.ts'
import { mayPublish } from '../rules.ts'
import { listAudits, readAudit } from '../store/audits.ts'
import { listLabels, nextToLabel } from '../store/labels.ts'
import { districtNames, groupNames } from './public.tsx'
import { ResultView, Verdict } from './result-view.tsx'

export const deskPage = page({
  name: 'audits.desk',
  path: '/audits/desk',
  who: may('audits.run'),
  menu: 25,
  input: z.object({}),
  async load({ tx, now, city }) {
    const today = dateIn(now, city.zone)
    const algorithms = (await listRegistered(tx, { limit: 200 })).map(({ name }) => name)
    const audits = (await listAudits(tx, false)).map((one) => ({ ...one, askedBy: null }))
    return { audits, algorithms, from: addDays(today, -90), to: addDays(today, -1) }
  },
  view: ({ audits, algorithms, from, to }, { say }) => (
    <Layout title={say('audits.desk')} lead={say('audits.desk.lead')}>
      <Section title={say('audits.ask')} id="ask">
        <p>{say('audits.ask.once')}</p>
        <Form action={ask}>
          <Field
            name="algorithm"
            options={algorithms.map((value) => ({ value, text: say(`decision.${value}`) }))}
          />
          <Field name="from" value={from} />
          <Field name="to" value={to} />
        </Form>
      </Section>
      <Section title={say('audits.show')} id="audits">
        {audits.length === 0 && <Empty title={say('audits.none')} />}
        <CardList stacked label={say('audits.show')}>
          {audits.map((one) => (
            <Card
              key={one.id}
              title={say(`decision.${one.algorithm}`)}
              href={`/audits/desk/${numberOf(one.id)}`}
              eyebrow={numberOf(one.id)}
              tag={<Tag>{say(`audits.state.${one.state}`)}</Tag>}
              foot={<When at={one.askedAt} style="date" />}
            />
          ))}
        </CardList>
      </Section>
    </Layout>
  ),
})

const input = z.object({ number: z.string().max(20) })

export const draftPage = page({
  name: 'audits.draft-page',
  path: '/audits/desk/:number',
  who: may('audits.run'),
  input,
  async load({ input: asked, tx, by, city }) {
    const audit = await readAudit(tx, asked.number)
    const labelled = await listLabels(tx, audit.id)
    return {
      audit: { ...audit, askedBy: null },
      whyNot: mayPublish.reasons(await publishing({ tx, by }, audit)),
      sample: labelled.length,
      both: labelled.filter(({ labels }) => labels.length > 1).length,
      districts: districtNames(city),
    }
  },
  view: ({ audit, whyNot, sample, both, districts }, { say }) => {
    const number = numberOf(audit.id)
    return (
      <Layout
        title={say('audits.one.title', { decision: say(`decision.${audit.algorithm}`) })}
        eyebrow={
          <>
            {number} <Tag>{say(`audits.state.${audit.state}`)}</Tag>
          </>
        }
        lead={say('audits.window', { from: say.date(audit.from), to: say.date(audit.to) })}
        breadcrumb={[{ href: '/audits/desk', text: say('audits.desk') }]}
      >
        {audit.state === 'asked' && <Notice title={say('audits.computing')} />}
        {audit.state === 'drafted' && (
          <Section title={say('audits.next')} id="next">
            <p>{say('audits.sampled', { both, sample })}</p>
            <ButtonLink href={`/audits/desk/${number}/label`} kind="secondary">
              {say('audits.labelling')}
            </ButtonLink>
            {whyNot.map((reason) => (
              <p key={reason}>{say(`audits.${reason}`)}</p>
            ))}
            {whyNot.length === 0 && <Does action={publish} with={{ number }} kind="primary" />}
            <Does action={drop} with={{ number }} kind="danger" />
          </Section>
        )}
        <Verdict verdict={audit.result?.verdict ?? null} />
        <ResultView audit={audit} name={groupNames(districts, say)} published={false} />
      </Layout>
    )
  },
})

/** One report after the other: its words and the categories, and nothing of what was said of it. */
export const labelPage = page({
  name: 'audits.labelling',
  path: '/audits/desk/:number/label',
  who: may('audits.label'),
  input,
  async load({ input: asked, tx, by, city, language }) {
    const audit = await readAudit(tx, asked.number)
    const open = audit.state === 'drafted'
    const report = open ? await nextToLabel(tx, audit.id, by.actor.badge ?? '') : undefined
    return {
      number: numberOf(audit.id),
      report: report ?? null,
      words: report === undefined ? '' : await wordsOf(tx, report),
      groups: groupsOf(city, language),
    }
  },
  view: ({ number, report, words, groups }, { say }) => (
    <Layout
      title={say('audits.labelling')}
      eyebrow={number}
      lead={say('audits.labelling.lead')}
      breadcrumb={[{ href: `/audits/desk/${number}`, text: number }]}
      narrow
    >
      {report === null ? (
        <Empty title={say('audits.labelling.done')} />
      ) : (
        <>
          <Words text={words} />
          <Form action={label} with={{ number, report }}>
            <Field
              name="category"
              options={groups.flatMap(({ name, categories }) =>
                categories.map((one) => ({ value: one.code, text: `${name}: ${one.name}` })),
              )}
            />
          </Form>
        </>
      )}
    </Layout>
  ),
})
