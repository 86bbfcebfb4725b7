/** An assessment as one page for each step; what is saved stays, and one goes on whenever one likes. */
import { page } from '#core/pages'
import { Refusal } from '#core/kernel'
import type { Say } from '#core/text'
import {
  ButtonLink,
  Does,
  Field,
  Form,
  Layout,
  Notice,
  Section,
  Steps,
  Summary,
  Table,
} from '#design'
import { z } from 'zod'
import { addRisk, answer, conclude, dropRisk, handIn, writers } from '../actions/forms.ts'
import { readSet } from '../known.ts'
import { degrees, levelOf, type QuestionSet, stepsOf } from '../model.ts'
import { stepName, wordedSet } from '../naming.ts'
import { unanswered } from '../questions.ts'
import { seenOf } from '../seen.ts'
import { findForm, type Form as Written } from '../store/forms.ts'
import { listReviews, listRisks, type Review, type Risk } from '../store/weighed.ts'
import { openClocks } from './looking.ts'
import { Clocks, deskTrail, LevelTag } from './parts.tsx'

interface Data {
  readonly form: Written
  readonly set: QuestionSet
  readonly step: string
  readonly risks: readonly Risk[]
  readonly back: Review | null
}
type Part = Data & { readonly say: Say }

const addressOf = (code: string, step: string) => `/processing/assessments/${code}/write/${step}`

function Questions({ form, set, step }: Part) {
  const part = set.parts[Number(step) - 1]
  const ids = part?.questions.map(({ id }) => id) ?? []
  return (
    <div lang={set.language || undefined}>
      <Form
        action={answer}
        with={{ code: form.code, step, seen: seenOf(form.answers, ids) }}
        submit="processing.save"
        fields={[]}
      >
        {part?.questions.map((one) => (
          <Field
            key={one.id}
            name={`answers.${one.id}`}
            label={one.title}
            hint={one.hint || undefined}
            kind="textarea"
            value={form.answers[one.id] ?? ''}
            optional={!one.required}
          />
        ))}
      </Form>
    </div>
  )
}

function RiskList({ form, risks, say }: Part) {
  if (risks.length === 0) return null
  return (
    <Table
      caption={say('processing.risks')}
      head={['risk', 'before', 'left', 'act'].map((one) => say(`processing.column.${one}`))}
      rows={risks.map((it) => [
        <span dir="auto">{it.what}</span>,
        <LevelTag level={levelOf(it.likelihood, it.severity)} />,
        <LevelTag level={levelOf(it.restLikelihood, it.restSeverity)} />,
        <Does action={dropRisk} with={{ code: form.code, risk: it.id }} about={it.what} />,
      ])}
    />
  )
}

function Risks(part: Part) {
  const { form, say } = part
  const options = (of: string) =>
    degrees.map((value) => ({ value: String(value), text: say(`processing.${of}.${value}`) }))
  return (
    <>
      <RiskList {...part} />
      <Section title={say('processing.risks.add')} id="add">
        <Form action={addRisk} with={{ code: form.code }} fields={['what']}>
          <Field name="likelihood" options={options('likelihood')} />
          <Field name="severity" options={options('severity')} />
          <Field name="measures" />
          <Field name="restLikelihood" options={options('likelihood')} />
          <Field name="restSeverity" options={options('severity')} />
        </Form>
      </Section>
      <ButtonLink href={addressOf(form.code, 'end')} kind="secondary">
        {say('processing.go-on')}
      </ButtonLink>
    </>
  )
}

function End({ form, say }: Part) {
  const options = ['not-needed', 'asked', 'answered'].map((value) => ({
    value,
    text: say(`processing.consultation.${value}`),
  }))
  return (
    <Form action={conclude} with={{ code: form.code }} submit="processing.save" fields={[]}>
      <Field name="summary" value={form.summary} />
      <Field name="reviewOn" value={form.reviewOn ?? ''} />
      <Field name="consultation" options={options} value={form.consultation} />
      <Field name="consulted" value={form.consulted} />
    </Form>
  )
}

function Check({ form, set, risks, say }: Part) {
  const missing = unanswered(set, form.answers)
  const stateOf = (ids: readonly string[]) => {
    const open = ids.filter((id) => missing.includes(id)).length
    return open === 0 ? say('processing.check.whole') : say('processing.check.open', { open })
  }
  const parts = set.parts.map(({ questions }, at) => ({
    key: stepName(String(at + 1), set, say),
    value: stateOf(questions.map(({ id }) => id)),
    change: addressOf(form.code, String(at + 1)),
  }))
  const more = [
    {
      key: say('processing.step.risks'),
      value: say('processing.check.risks', { count: risks.length }),
      change: addressOf(form.code, 'risks'),
    },
    {
      key: say('processing.step.end'),
      value: form.reviewOn ? say.date(`${form.reviewOn}T12:00:00.000Z`) : '–',
      change: addressOf(form.code, 'end'),
    },
  ]
  return (
    <>
      <Summary rows={[...parts, ...more]} />
      <Does action={handIn} with={{ code: form.code }} kind="primary" />
    </>
  )
}

function Body(part: Part) {
  if (part.step === 'risks') return <Risks {...part} />
  if (part.step === 'end') return <End {...part} />
  return part.step === 'check' ? <Check {...part} /> : <Questions {...part} />
}

/** One step of an assessment that is being written. */
export const writePage = page({
  name: 'processing.write-page',
  path: '/processing/assessments/:code/write/:step',
  who: writers,
  input: z.object({
    code: z.string().max(61),
    step: z.string().max(10),
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx }) {
    const form = await findForm(tx, input.code, ['draft'])
    const set = form && (await readSet(tx, form))
    if (!form || !set || !stepsOf(set).includes(input.step)) {
      throw new Refusal('not-found', ['no-such-assessment'])
    }
    const said = await listReviews(tx, form)
    const back = said.findLast(({ verdict }) => verdict === 'back') ?? null
    const risks = await listRisks(tx, form)
    const shown = { ...form, handedInBy: null, writers: [] }
    return { form: shown, set, step: input.step, risks, back, clocks: await openClocks(tx) }
  },
  view: (data, { say }) => {
    const set = wordedSet(data.set, say)
    const steps = stepsOf(set)
    const label = stepName(data.step, set, say)
    const { form, back } = data
    return (
      <Layout title={form.title} lead={label} breadcrumb={deskTrail(say)} narrow>
        <Clocks breaches={data.clocks} />
        <Steps current={steps.indexOf(data.step) + 1} total={steps.length} label={label} />
        {back && data.step === '1' && (
          <Notice tone="warning" title={say('processing.sent-back')}>
            <p dir="auto">{back.words}</p>
          </Notice>
        )}
        <Body {...data} set={set} say={say} />
      </Layout>
    )
  },
})
