import type { Refusal } from '#core/kernel'
import { useHere } from '#core/pages'
import { ButtonLink, ButtonRow } from '../content/button.tsx'
import { Prose } from '../content/prose.tsx'
import { messageOf } from '../forms/reasons.ts'
import { Layout } from './layout.tsx'

const KNOWN = [400, 401, 403, 404, 409, 413, 422, 429, 503]

/** Why there is no page, and what can be done now. */
export interface ProblemPageProps {
  readonly status: number
  /** The refusal, or null for a fault of ours. */
  readonly refusal: Refusal | null
}

function Reasons({ refusal }: { refusal: Refusal }) {
  const { say } = useHere()
  const told = refusal.reasons.filter((reason) => reason.code !== refusal.kind)
  if (told.length === 0) return null
  return (
    <ul>
      {told.map((reason) => (
        <li key={`${reason.code} ${reason.field}`}>{messageOf(say, reason, '')}</li>
      ))}
    </ul>
  )
}

function NextSteps({ status }: { status: number }) {
  const here = useHere()
  const { say } = here
  const again = here.path
  if (status === 401) {
    return (
      <ButtonRow>
        <ButtonLink href={`/sign-in?next=${encodeURIComponent(again)}`}>
          {say('design.signIn')}
        </ButtonLink>
      </ButtonRow>
    )
  }
  const retry = status === 429 || status === 503 || status >= 500
  return (
    <ButtonRow>
      {retry && <ButtonLink href={again}>{say('design.problem.again')}</ButtonLink>}
      <ButtonLink href="/" kind={retry ? 'secondary' : 'primary'}>
        {say('design.problem.home')}
      </ButtonLink>
    </ButtonRow>
  )
}

/** A page that says why there is none, without blame and with a next step. It tells nobody more than they may know. */
export function ProblemPage({ status, refusal }: ProblemPageProps) {
  const { say, requestId } = useHere()
  const kind = KNOWN.includes(status) ? status : 500
  const wait = refusal?.retryAfter
  return (
    <Layout title={say(`design.page.${kind}.title`)} lead={say(`design.page.${kind}.text`)} narrow>
      <Prose>
        {refusal && kind !== 404 && <Reasons refusal={refusal} />}
        {wait !== undefined && (
          <p>{say('design.problem.wait', { minutes: Math.max(1, Math.ceil(wait / 60)) })}</p>
        )}
      </Prose>
      <NextSteps status={status} />
      <p class="cr-request">{say('design.problem.request', { id: requestId })}</p>
    </Layout>
  )
}
