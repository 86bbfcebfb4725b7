/** Proposals to amend the declaration, discussed where everybody can read it. */
import { page } from '#core/pages'
import { anyone, namedUnits, residents } from '#core/people'
import {
  ButtonLink,
  Card,
  CardList,
  Empty,
  Field,
  Form,
  Layout,
  Notice,
  Pager,
  Tag,
  When,
} from '#design'
import { z } from 'zod'
import { propose, SPEAK } from '../actions/amend.ts'
import { listAmendments, listComments, readAmendment } from '../store/amendments.ts'
import { listPrinciples } from '../store/versions.ts'
import { titleOf } from '../words.ts'
import { AmendmentView, toneOf } from './amendment-view.tsx'
import { SpeakingFor } from './discussion.tsx'

const PART = 20
const language = z.string().max(10).optional()
const trail = (say: (key: string) => string) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/declaration', text: say('declaration.show') },
]

export const amendmentsPage = page({
  name: 'declaration.amendments',
  path: '/declaration/amendments',
  who: anyone,
  keep: 'public',
  input: z.object({ before: z.string().max(12).optional(), language }),
  async load({ input, tx }) {
    const found = await listAmendments(tx, input.before, PART + 1)
    const amendments = found.slice(0, PART)
    const last = amendments.at(-1)?.number
    return {
      amendments,
      principles: await listPrinciples(tx),
      next: found.length > PART && last !== undefined ? String(last) : null,
      first: input.before === undefined,
    }
  },
  view: ({ amendments, next, first }, { say }) => (
    <Layout
      title={say('declaration.amendments')}
      lead={say('declaration.amendments.lead')}
      breadcrumb={trail(say)}
      actions={
        <ButtonLink href="/declaration/amendments/new">{say('declaration.propose')}</ButtonLink>
      }
    >
      {amendments.length === 0 && (
        <Empty
          title={say('declaration.noAmendments')}
          text={say('declaration.noAmendments.text')}
        />
      )}
      <CardList stacked label={say('declaration.amendments')}>
        {amendments.map((one) => (
          <Card
            key={one.number}
            level={2}
            title={one.title}
            href={`/declaration/amendments/${one.number}`}
            eyebrow={say('declaration.amendmentNumber', { number: one.number })}
            tag={<Tag tone={toneOf(one.state)}>{say(`declaration.state.${one.state}`)}</Tag>}
            foot={
              <>
                <When at={one.proposedAt} style="date" /> ·{' '}
                {say('declaration.comments', { count: one.comments })}
              </>
            }
          />
        ))}
      </CardList>
      <Pager
        previous={first ? undefined : '/declaration/amendments'}
        next={next ? `/declaration/amendments?before=${next}` : undefined}
      />
    </Layout>
  ),
})

export const proposingPage = page({
  name: 'declaration.proposing',
  path: '/declaration/amendments/new',
  who: residents,
  input: z.object({ about: z.string().max(60).optional(), language }),
  load: async ({ input, tx, by }) => ({
    about: input.about ?? '',
    cities: namedUnits(by.person, SPEAK),
    principles: await listPrinciples(tx),
  }),
  view: ({ about, cities, principles }, { say }) => (
    <Layout
      title={say('declaration.proposing')}
      lead={say('declaration.proposing.lead')}
      breadcrumb={[
        ...trail(say),
        { href: '/declaration/amendments', text: say('declaration.amendments') },
      ]}
      narrow
    >
      <Notice title={say('declaration.public')}>
        <p>{say('declaration.public.text')}</p>
      </Notice>
      <Form action={propose}>
        <Field
          name="about"
          value={about}
          options={[
            ...principles.map((one) => ({ value: one.id, text: titleOf(say, one) })),
            { value: 'new', text: say('declaration.about.new') },
            { value: 'text', text: say('declaration.about.text') },
          ]}
        />
        <Field name="title" />
        <Field name="text" />
        <Field name="reason" />
        <SpeakingFor cities={cities} />
      </Form>
    </Layout>
  ),
})

export const amendmentPage = page({
  name: 'declaration.amendment',
  path: '/declaration/amendments/:amendment',
  who: anyone,
  keep: 'public',
  input: z.object({ amendment: z.string().max(12), language }),
  async load({ input, tx, by, city }) {
    const amendment = await readAmendment(tx, input.amendment)
    const titles = Object.fromEntries(city.roles.map(({ name, title }) => [name, title ?? {}]))
    return {
      amendment,
      comments: await listComments(tx, amendment.number),
      principles: await listPrinciples(tx),
      titles,
      cities: namedUnits(by.person, SPEAK),
    }
  },
  view: (data) => <AmendmentView {...data} />,
})
