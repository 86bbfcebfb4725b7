/** Published assessments, for everybody. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Refusal } from '#core/kernel'
import { Card, CardList, Empty, Layout, Section, Summary, Table, When, Words } from '#design'
import type { Say } from '#core/text'
import { z } from 'zod'
import { gravest, levelOf } from '../model.ts'
import { purposeTitle } from '../naming.ts'
import { activitiesOf } from '../register.ts'
import { findForm, type Form, listForms, listVersions } from '../store/forms.ts'
import { listRisks, type Risk } from '../store/weighed.ts'
import { LevelTag, trail } from './parts.tsx'

const language = z.string().max(10).optional()

const publicly = (form: Form) => ({
  code: form.code,
  version: form.version,
  kind: form.kind,
  title: form.title,
  summary: form.summary,
  reviewOn: form.reviewOn,
  publishedAt: form.publishedAt ?? form.savedAt,
  consultation: form.consultation,
})

export const assessmentsPage = page({
  name: 'processing.assessments',
  path: '/processing/assessments',
  who: anyone,
  keep: 'public',
  input: z.object({ language }),
  async load({ tx }) {
    return { assessments: (await listForms(tx, ['published'])).map(publicly) }
  },
  view: ({ assessments }, { say }) => (
    <Layout
      title={say('processing.assessments')}
      lead={say('processing.assessments.lead')}
      breadcrumb={trail(say)}
    >
      {assessments.length === 0 && <Empty title={say('processing.assessments.none')} />}
      <CardList stacked label={say('processing.assessments')}>
        {assessments.map((one) => (
          <Card
            key={one.code}
            level={2}
            title={one.title}
            href={`/processing/assessments/${one.code}`}
            eyebrow={say(`processing.kind.${one.kind}`)}
            foot={<When at={one.publishedAt} style="date" />}
          >
            <p dir="auto">{one.summary.slice(0, 300)}</p>
          </Card>
        ))}
      </CardList>
    </Layout>
  ),
})

/** Risks with what is done about each, and what is left. */
export function Risks({ risks, say }: { risks: readonly Risk[]; say: Say }) {
  if (risks.length === 0) return <Empty title={say('processing.risks.none')} />
  return (
    <Table
      caption={say('processing.risks')}
      quiet
      head={['risk', 'before', 'measures', 'left'].map((one) => say(`processing.column.${one}`))}
      rows={risks.map((it) => [
        <span dir="auto">{it.what}</span>,
        <LevelTag level={levelOf(it.likelihood, it.severity)} />,
        <span dir="auto">{it.measures}</span>,
        <LevelTag level={levelOf(it.restLikelihood, it.restSeverity)} />,
      ])}
    />
  )
}

/** The summary of one assessment, as two officials agreed to it (GDPR art. 35). */
export const assessmentPage = page({
  name: 'processing.assessment',
  path: '/processing/assessments/:code',
  who: anyone,
  keep: 'public',
  input: z.object({ code: z.string().max(61), language }),
  async load({ input, tx, declared, city }) {
    const form = await findForm(tx, input.code, ['published'])
    if (!form) throw new Refusal('not-found', ['no-such-assessment'])
    const risks = await listRisks(tx, form)
    const versions = (await listVersions(tx, form.code)).filter((one) => one.publishedAt !== null)
    const activities = activitiesOf(declared, city).filter(({ dpia }) => dpia === form.code)
    return {
      ...publicly(form),
      risks,
      remaining:
        gravest(risks.map((one) => levelOf(one.restLikelihood, one.restSeverity))) ?? 'low',
      versions: versions.map(({ version, publishedAt }) => ({ version, publishedAt })),
      purposes: activities.map(({ id }) => id),
    }
  },
  view: (data, { say }) => (
    <Layout
      title={data.title}
      breadcrumb={trail(say, {
        href: '/processing/assessments',
        text: say('processing.assessments'),
      })}
    >
      <Words text={data.summary} />
      <Summary
        rows={[
          { key: say('processing.kind'), value: say(`processing.kind.${data.kind}`) },
          { key: say('processing.remaining'), value: <LevelTag level={data.remaining} /> },
          {
            key: say('processing.consultation'),
            value: say(`processing.consultation.${data.consultation}`),
          },
          {
            key: say('processing.review-on'),
            value: data.reviewOn ? say.date(`${data.reviewOn}T12:00:00.000Z`) : '–',
          },
          {
            key: say('processing.purposes'),
            value:
              data.purposes.length === 0
                ? say('processing.purposes.none')
                : data.purposes.map((id) => (
                    <p key={id}>
                      <a href={`/processing/${id}`}>{purposeTitle(id, say)}</a>
                    </p>
                  )),
          },
          {
            key: say('processing.versions'),
            value: data.versions
              .map((one) =>
                say('processing.versions.one', {
                  version: one.version,
                  day: say.date(one.publishedAt ?? ''),
                }),
              )
              .join(' · '),
          },
        ]}
      />
      <Section title={say('processing.risks')} id="risks">
        <Risks risks={data.risks} say={say} />
      </Section>
    </Layout>
  ),
})
