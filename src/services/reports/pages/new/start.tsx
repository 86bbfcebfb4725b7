/** Where reporting begins: what it takes, and that nobody has to say who they are. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Does, Layout, Notice, Prose } from '#design'
import { begin } from '../../actions/index.ts'
import { reportsOf } from '../../config.ts'
import { AlsoOffline } from './offline.tsx'
import { draftInput, missingStep, openDraft, pathTo } from './frame.tsx'

/** A mail is a way as well. The address stands in the sentence, whatever the language. */
function ByMail({ address }: { address: string }) {
  const { say } = useHere()
  const [before = '', after = ''] = say('reports.new.byMail', { address: '\n' }).split('\n')
  return (
    <Prose>
      <p>
        {before}
        <a href={`mailto:${address}`} dir="ltr">
          {address}
        </a>
        {after}
      </p>
    </Prose>
  )
}

function StartView({ category, mailTo }: { category: string | null; mailTo: string | null }) {
  const { say } = useHere()
  return (
    <Layout
      title={say('reports.new')}
      lead={say('reports.new.lead')}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
      narrow
    >
      <Notice tone="warning" title={say('reports.new.danger')}>
        <p>{say('reports.new.danger.text')}</p>
      </Notice>
      <Prose>
        <h2>{say('reports.new.need')}</h2>
        <ul>
          <li>{say('reports.new.need.what')}</li>
          <li>{say('reports.new.need.where')}</li>
          <li>{say('reports.new.need.photos')}</li>
        </ul>
        <p>{say('reports.new.need.contact')}</p>
      </Prose>
      <Does
        action={begin}
        kind="primary"
        label="reports.new.begin"
        {...(category ? { with: { category } } : {})}
      />
      {mailTo !== null && <ByMail address={mailTo} />}
      <AlsoOffline />
    </Layout>
  )
}

/** The first page of reporting. A link may bring a category along. */
export const start = page({
  name: 'reports.new',
  onBehalf: 'reports.report',
  path: '/reports/new',
  who: anyone,
  input: z.object({ category: z.string().max(40).optional() }),
  load: async ({ input, city }) => ({
    category: input.category ?? null,
    mailTo: reportsOf(city).mailTo ?? null,
  }),
  view: (data) => <StartView {...data} />,
})

/** A draft without a step leads to the first step that still lacks something. */
export const resume = page({
  name: 'reports.new.resume',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft',
  who: anyone,
  input: draftInput,
  async load({ input, tx, city }) {
    const { draft, category } = await openDraft(tx, input.draft, city)
    return { next: pathTo(draft, missingStep(draft, category)) }
  },
  view: () => <></>,
  redirect: ({ next }) => next,
})
