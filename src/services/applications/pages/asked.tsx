import { Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { residents } from '#core/people'
import { ButtonLink, ButtonRow, Does, Field, Form, Layout, Notice, Prose, Section } from '#design'
import { z } from 'zod'
import { allow, refuse } from '../actions/allow.ts'
import { inLanguage, SCOPES, STAYING, unanswered } from '../model.ts'
import { missingFor } from '../proof.ts'
import { waitingId } from '../secrets.ts'
import { findStanding } from '../store/applications.ts'
import { findConnection } from '../store/connections.ts'
import { findWaiting } from '../store/tokens.ts'
import { Asks, hostOf } from './parts.tsx'

const interaction = z.string().min(1).max(100)
type Shown = Awaited<ReturnType<(typeof askedPage)['load']>>

/** Who it is has to be shown first, more surely or again. */
function Proof({ data }: { data: Shown }) {
  const { say } = useHere()
  const next = encodeURIComponent(`/applications/asked/${data.interaction}`)
  return (
    <>
      <Notice tone="info" title={say(`applications.proof.${data.proof}`)}>
        <p>{say(`applications.proof.${data.proof}.text`)}</p>
      </Notice>
      {data.proof !== 'impossible' && (
        <ButtonRow>
          <ButtonLink href={`/prove?need=${data.proof}&next=${next}`}>
            {say('applications.proof.show')}
          </ButtonLink>
        </ButtonRow>
      )}
    </>
  )
}

/** What is handed over whatever is ticked. */
function Must({ data }: { data: Shown }) {
  const { say } = useHere()
  return (
    <Section title={say('applications.learns')} id="learns">
      <Prose>
        <ul>
          <li>{say('applications.hands.sub')}</li>
          {data.must.map((need) => (
            <li key={need.claim}>
              <Asks need={need} />
            </li>
          ))}
        </ul>
      </Prose>
    </Section>
  )
}

function Choice({ data }: { data: Shown }) {
  const { say, language } = useHere()
  const options = data.free.map(({ claim, reason }) => ({
    value: SCOPES[claim],
    text: say(`applications.hands.${claim}`),
    hint: inLanguage(reason, language),
  }))
  const all = data.stays
    ? [...options, { value: STAYING, text: say('applications.hands.stays') }]
    : options
  return (
    <Form action={allow} with={{ interaction: data.interaction }} fields={[]}>
      {all.length > 0 && <Field name="claims" options={all} value={data.ticked} optional />}
    </Form>
  )
}

export const askedPage = page({
  name: 'applications.asked',
  path: '/applications/asked/:interaction',
  who: residents,
  hidden: true,
  input: z.object({ interaction }),
  async load({ input, tx, by, now }) {
    const found = await findWaiting(tx, waitingId(input.interaction), now)
    const application = found && (await findStanding(tx, found.asked.application))
    const { person } = by
    if (!found || !application || !person) throw new Refusal('not-found', ['sign-in-over'])
    const { asked } = found
    const connection = await findConnection(tx, application.id, by.ref ?? '')
    const isNew = unanswered(asked, connection).length > 0
    const { name, purpose, needs } = application.facts
    const wanted = needs.filter(({ claim }) => asked.scopes.includes(SCOPES[claim]))
    const known = connection?.allowed ?? []
    const handed = (scope: string) => isNew || known.includes(scope)
    return {
      ...{ interaction: input.interaction, name, purpose, isNew },
      where: hostOf(application.facts),
      proof: missingFor(asked, person, now),
      must: wanted.filter(({ claim, must }) => (isNew ? must : handed(SCOPES[claim]))),
      free: isNew ? wanted.filter(({ must }) => !must) : [],
      stays: isNew && asked.scopes.includes(STAYING),
      ticked: known,
    }
  },
  view(data, { say, language }) {
    const name = inLanguage(data.name, language)
    return (
      <Layout
        title={say('applications.asked.title', { name })}
        lead={inLanguage(data.purpose, language)}
        eyebrow={<bdi>{data.where}</bdi>}
        narrow
      >
        {data.proof ? (
          <Proof data={data} />
        ) : (
          <>
            <Must data={data} />
            <Prose>
              <p>{say('applications.asked.later')}</p>
            </Prose>
            <Choice data={data} />
          </>
        )}
        <Does action={refuse} with={{ interaction: data.interaction }} />
      </Layout>
    )
  },
})

/**
 * Leads on to the application. Browsers follow a form only to where its page said (CSP Level 3, form-action), and
 * nobody can say beforehand where an application leads: so the way out begins on a page, not in a form.
 */
export const onwardPage = page({
  name: 'applications.onward',
  path: '/applications/asked/:interaction/onward',
  who: residents,
  hidden: true,
  input: z.object({ interaction }),
  async load({ input, tx, by, now }) {
    const found = await findWaiting(tx, waitingId(input.interaction), now)
    if (!found || found.answeredBy !== by.ref) throw new Refusal('not-found', ['sign-in-over'])
    return { to: `/connect/authorize/${encodeURIComponent(input.interaction)}` }
  },
  view: ({ to }, { say }) => (
    <Layout
      title={say('applications.onward')}
      lead={say('applications.onward.lead')}
      onward={to}
      narrow
    >
      <ButtonRow>
        <ButtonLink href={to}>{say('applications.onward.go')}</ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})
