/** Asking: first what, then in one's own words. */
import { Refusal } from '#core/kernel'
import { type Look, page, useHere } from '#core/pages'
import { residents } from '#core/people'
import { Card, CardList, Field, Form, Layout, Notice } from '#design'
import { z } from 'zod'
import { ask } from '../actions/ask.ts'
import { type Kind, kinds } from '../model/kinds.ts'
import { readOwn } from '../store/lists.ts'
import { worded } from './parts.tsx'

const crumbs = (say: ReturnType<typeof useHere>['say']) => [
  { href: '/folder', text: say('service.folder') },
  { href: '/protection', text: say('protection.show') },
]

/** What is to be asked. */
export const newPage = page({
  name: 'protection.new',
  path: '/protection/new',
  who: residents,
  input: z.object({}),
  load: () => Promise.resolve({}),
  view: (_, { say }) => (
    <Layout
      title={say('protection.new')}
      lead={say('protection.new.lead')}
      breadcrumb={crumbs(say)}
    >
      <CardList>
        {kinds.map((kind) => (
          <Card
            key={kind}
            level={2}
            title={say(`protection.kind.${kind}`)}
            href={kind === 'contest' ? '/folder#accesses' : `/protection/new/${kind}`}
          >
            {say(`protection.kind.${kind}.text`)}
          </Card>
        ))}
      </CardList>
    </Layout>
  ),
})

const asking = z.object({
  kind: z.enum(kinds),
  access: z.uuid().optional(),
  field: z.string().max(200).optional(),
  class: z.string().max(200).optional(),
  purpose: z.string().max(200).optional(),
  about: z.string().max(20).optional(),
})
type Asking = z.infer<typeof asking>

/** What the person cannot ask for here: the account goes by its own button, the request itself is being handled. */
const APART = new Set(['account', 'access', 'request'])

async function load({ input, declared, tx, by }: Look<Asking>) {
  if (input.kind === 'contest' && !input.access)
    throw new Refusal('not-found', ['protection.contest-what'])
  if (input.about) await readOwn(tx, input.about, by.ref)
  const purposes = declared.purposes.filter(({ service }) => service !== 'protection')
  const classes = new Set(declared.purposes.map(({ retention }) => retention))
  return {
    asked: input,
    purposes: purposes.filter(({ scope }) => scope !== 'self').map(({ id }) => id),
    classes: [...classes].filter((one) => !APART.has(one)),
  }
}
type Data = Awaited<ReturnType<typeof load>>

/** The fields of each kind beside the words. */
const asks: Partial<Record<Kind, readonly string[]>> = {
  correction: ['field', 'value'],
  objection: ['purpose'],
  restriction: ['class'],
  erasure: ['class'],
}

function Choosing({ name, asked, purposes, classes }: Data & { name: string }) {
  const { say } = useHere()
  const value = name === 'value' ? undefined : asked[name as keyof Asking]
  if (name === 'purpose') {
    const text = (id: string) => worded(say, `purpose.${id}.title`, id)
    return (
      <Field
        name={name}
        value={value}
        options={purposes.map((id) => ({ value: id, text: text(id) }))}
        optional={false}
      />
    )
  }
  if (name === 'class') {
    const text = (code: string) => worded(say, `folder.class.${code}`, code)
    return (
      <Field
        name={name}
        value={value}
        options={classes.map((code) => ({ value: code, text: text(code) }))}
        optional={false}
      />
    )
  }
  return <Field name={name} value={value} optional={false} />
}

/** The quicker way, where there is one. */
function Quicker({ kind }: { kind: Kind }) {
  const { say } = useHere()
  const key = `protection.quick.${kind}`
  if (!say.has(key)) return null
  const href = kind === 'access' ? '/folder/take' : '/folder/rights'
  return (
    <Notice title={say(key)}>
      <p>
        <a href={href}>{say(`protection.quick.${kind}.link`)}</a>
      </p>
    </Notice>
  )
}

function given({ kind, access, about }: Asking): Record<string, string> {
  return { kind, ...(access ? { access } : {}), ...(about ? { about } : {}) }
}

/** The form of one kind. */
export const askPage = page({
  name: 'protection.asking',
  path: '/protection/new/:kind',
  who: residents,
  input: asking,
  load,
  view: (data, { say }) => {
    const { kind, access, about } = data.asked
    return (
      <Layout
        title={say(`protection.kind.${kind}`)}
        lead={say(`protection.kind.${kind}.text`)}
        breadcrumb={[...crumbs(say), { href: '/protection/new', text: say('protection.new') }]}
        eyebrow={about}
        narrow
      >
        {access && (
          <p>
            <a href={`/folder/accesses/${access}`}>{say('protection.access.look')}</a>
          </p>
        )}
        <Quicker kind={kind} />
        <Form action={ask} with={given(data.asked)}>
          {(asks[kind] ?? []).map((name) => (
            <Choosing key={name} {...data} name={name} />
          ))}
          <Field
            name="text"
            label={say(`protection.words.${kind}`)}
            hint={say('protection.words.hint')}
          />
        </Form>
      </Layout>
    )
  },
})
