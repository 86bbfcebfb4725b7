import { Refusal } from '#core/kernel'
import type { Say } from '#core/text'
import { ButtonLink } from '../content/button.tsx'
import { Prose } from '../content/prose.tsx'
import type { Example } from '../examples.tsx'
import { Steps } from '../content/steps.tsx'
import { Layout } from './layout.tsx'
import { ProblemPage } from './problem-page.tsx'

function front(say: Say) {
  return (
    <Layout
      hero
      title={say('example.front')}
      lead={say('example.front.lead')}
      actions={
        <>
          <ButtonLink href="/reports/new">{say('example.page')}</ButtonLink>
          <ButtonLink href="/reports" kind="secondary">
            {say('example.reports')}
          </ButtonLink>
        </>
      }
    >
      <Prose>
        <p>{say('example.card.text')}</p>
      </Prose>
    </Layout>
  )
}

const official = { kind: 'official', badge: '4-7F', permissions: [] } as const
const resident = { kind: 'resident', badge: '9-2K', permissions: [] } as const

/** Whole pages: the frame in its variants, and every page that says why there is none. */
export const layoutExamples: Readonly<Record<string, Example>> = {
  'front page': { page: front, here: { sampleCity: true, path: '/' } },
  'page with a step': {
    here: { by: resident },
    page: (say) => (
      <Layout
        narrow
        title={say('example.page')}
        lead={say('example.page.lead')}
        breadcrumb={[
          { href: '/', text: say('example.city') },
          { href: '/reports', text: say('example.reports') },
        ]}
      >
        <Steps current={3} total={5} label={say('example.step')} />
      </Layout>
    ),
  },
  'page while the vault is down': {
    here: { vaultDown: true, by: official },
    page: (say) => <Layout wide title={say('example.reports')} eyebrow="R-1029" />,
  },
  ...Object.fromEntries(
    ([400, 401, 403, 404, 409, 413, 422, 429, 500, 503] as const).map((status) => [
      `problem ${status}`,
      { page: () => <ProblemPage status={status} refusal={refusalOf(status)} /> },
    ]),
  ),
}

function refusalOf(status: number): Refusal | null {
  if (status === 422) return new Refusal('refused', ['example.not-open', 'example.too-far'])
  if (status === 429) return new Refusal('too-many', ['too-many'], { retryAfter: 130 })
  if (status === 409) return new Refusal('conflict', ['example.stale'])
  return null
}
