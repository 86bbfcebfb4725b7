/** For somebody without an account: the code that the desk gave out opens the request. */
import { page } from '#core/pages'
import { anyone, may } from '#core/people'
import { languageName } from '#core/text'
import { ButtonLink, Field, Form, Keepsake, Layout, Prose } from '#design'
import { z } from 'zod'
import { open, takeIn } from '../actions/enter.ts'
import { numberOf } from '../model/kinds.ts'
import { own } from '../purposes.ts'
import { readByCode } from '../store/change.ts'
import { around } from './mine.tsx'
import { RequestView } from './request-view.tsx'

const coded = z.object({ code: z.string().max(64) })

/** Where the code is typed. */
export const codePage = page({
  name: 'protection.code',
  path: '/protection/code',
  who: anyone,
  input: z.object({}),
  load: () => Promise.resolve({}),
  view: (_, { say }) => (
    <Layout
      title={say('protection.code')}
      lead={say('protection.code.lead')}
      breadcrumb={[{ href: '/protection', text: say('protection.show') }]}
      narrow
    >
      <Form action={open} />
    </Layout>
  ),
})

/** The request behind a code. The vault knows the code itself: the city cannot look in the person's place. */
export const codedPage = page({
  name: 'protection.by-code',
  path: '/protection/code/:code',
  who: anyone,
  hidden: true,
  input: coded,
  reads: { own },
  async load({ input, tx, now, city, language, personal }) {
    const request = await readByCode(tx, input.code)
    const why = { case: numberOf(request.id), code: input.code }
    const words = await personal.own(request.ref, why)
    return { ...(await around({ tx, city, language, now }, request)), words, access: null }
  },
  view: (data, { say }) => (
    <Layout
      title={say(`protection.kind.${data.request.kind}`)}
      eyebrow={numberOf(data.request.id)}
      breadcrumb={[{ href: '/protection', text: say('protection.show') }]}
    >
      <RequestView {...data} />
    </Layout>
  ),
})

/** The slip that the desk prints: number, code, and where to look. */
export const slipPage = page({
  name: 'protection.slip',
  path: '/protection/code/:code/slip',
  who: may('protection.enter'),
  hidden: true,
  input: coded,
  async load({ input, tx, city }) {
    const { id, dueOn } = await readByCode(tx, input.code)
    return { number: numberOf(id), code: input.code, dueOn, url: city.url }
  },
  view: ({ number, code, dueOn, url }, { say }) => (
    <Layout title={say('protection.slip')} lead={say('protection.slip.lead')} narrow>
      <Keepsake label={say('protection.slip.number')} value={number} />
      <Keepsake
        label={say('protection.slip.code')}
        value={code.replace(/(.{4})(?=.)/g, '$1 ')}
        hint={say('protection.slip.hint', { url: `${url}/protection/code` })}
      />
      <Prose>
        <p>{say('protection.slip.due', { due: say.date(dueOn) })}</p>
      </Prose>
      <ButtonLink href="/protection/enter">{say('protection.slip.next')}</ButtonLink>
    </Layout>
  ),
})

/** The desk takes a request in. */
export const enterPage = page({
  name: 'protection.enter',
  path: '/protection/enter',
  who: may('protection.enter'),
  input: z.object({}),
  load: () => Promise.resolve({}),
  view: (_, { say, languages }) => (
    <Layout
      title={say('protection.enter')}
      lead={say('protection.enter.lead')}
      breadcrumb={[{ href: '/protection', text: say('protection.show') }]}
      narrow
    >
      <Form action={takeIn}>
        {(['kind', 'name', 'identified', 'email'] as const).map((name) => (
          <Field key={name} name={name} />
        ))}
        <Field
          name="language"
          options={languages.map((value) => ({ value, text: languageName(value) }))}
        />
        <Field name="text" />
      </Form>
    </Layout>
  ),
})
