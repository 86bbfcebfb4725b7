/** The guided report: prefilled, a part at a time, saved as it goes, without JavaScript. */
import { dateIn, Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { ButtonLink, Does, Layout, Notice, Steps } from '#design'
import { halfOf, listPrepared } from '#hub/commitments'
import { listReached } from '#hub/evidence'
import { z } from 'zod'
import { begin, handIn, writers } from '../actions.ts'
import { isMine, readKnown } from '../known.ts'
import { steps, toSee } from '../model.ts'
import { derive } from '../rules.ts'
import { findReport } from '../store.ts'
import { Claiming, Checking, Telling } from './writing.tsx'
import { halfText, namesOf, trail } from './parts.tsx'

const language = z.string().max(10).optional()
const city = z.string().max(100)

export const reportPage = page({
  name: 'assessments.report',
  path: '/assessments/:city/report',
  who: writers,
  input: z.object({ city, language }),
  async load({ input, tx, by, now, city: hub, language: spoken }) {
    if (!isMine(by, input.city)) throw new Refusal('forbidden', ['not-your-city'])
    const half = halfOf(dateIn(now, hub.zone))
    const report = await findReport(tx, input.city, half)
    const name = await namesOf(tx, [input.city], spoken)
    const left = toSee.find((step) => step !== 'commitments' && !report?.seen.includes(step))
    return {
      city: input.city,
      name: name(input.city),
      half,
      begun: report !== undefined,
      handedIn: (report?.handedInAt ?? null) !== null,
      next: left ?? 'commitments',
    }
  },
  view: (data, { say }) => (
    <Layout
      title={say('assessments.report')}
      eyebrow={`${data.name} · ${halfText(data.half, say)}`}
      lead={say('assessments.report.lead')}
      breadcrumb={trail(say, { href: `/assessments/${data.city}`, text: data.name })}
      narrow
    >
      {data.handedIn && <Notice tone="success" title={say('assessments.reported-already')} />}
      {!data.begun && <Does action={begin} with={{ city: data.city }} kind="primary" />}
      {data.begun && !data.handedIn && (
        <ButtonLink href={`/assessments/${data.city}/report/${data.next}`}>
          {say('assessments.go-on')}
        </ButtonLink>
      )}
    </Layout>
  ),
})

export const stepPage = page({
  name: 'assessments.step',
  path: '/assessments/:city/report/:step',
  who: writers,
  input: z.object({ city, step: z.string().max(20), language }),
  async load({ input, tx, by, now, city: hub, language: spoken }) {
    const step = steps.find((one) => one === input.step)
    if (!step) throw new Refusal('not-found', ['no-such-part'])
    if (!isMine(by, input.city)) throw new Refusal('forbidden', ['not-your-city'])
    const today = dateIn(now, hub.zone)
    const half = halfOf(today)
    const report = await findReport(tx, input.city, half)
    const name = await namesOf(tx, [input.city], spoken)
    return {
      step,
      half,
      city: input.city,
      name: name(input.city),
      claims: report?.claims ?? null,
      handedIn: (report?.handedInAt ?? null) !== null,
      derived: derive(await readKnown(tx, input.city, today), today),
      findings: await listReached(tx, input.city, today),
      prepared: await listPrepared(tx, input.city, half),
    }
  },
  redirect: ({ claims, handedIn, city: of }) =>
    claims === null || handedIn ? `/assessments/${of}/report` : undefined,
  view: (data, { say }) => {
    const { step, claims, city: of } = data
    return (
      <Layout
        title={say(`assessments.step.${step}`)}
        eyebrow={`${data.name} · ${halfText(data.half, say)}`}
        breadcrumb={trail(say, {
          href: `/assessments/${of}/report`,
          text: say('assessments.report'),
        })}
        narrow
      >
        <Steps
          current={steps.indexOf(step) + 1}
          total={steps.length}
          label={say(`assessments.step.${step}`)}
        />
        <p>{say(`assessments.step.${step}.text`)}</p>
        {claims && step !== 'commitments' && step !== 'check' && (
          <Claiming
            city={of}
            block={step}
            claims={claims}
            derived={data.derived}
            findings={data.findings}
          />
        )}
        {step === 'commitments' && <Telling city={of} prepared={data.prepared} />}
        {claims && step === 'check' && (
          <>
            <Checking city={of} claims={claims} derived={data.derived} prepared={data.prepared} />
            <Does action={handIn} with={{ city: of }} kind="primary" />
          </>
        )}
      </Layout>
    )
  },
})
