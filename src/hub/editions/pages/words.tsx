/** What the secretariat writes of an edition itself: one form, for a new one and for a draft. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { languageName } from '#core/text'
import { Field, Form, Layout } from '#design'
import { begin, change, writers } from '../actions/draft.ts'
import type { Words } from '../model.ts'
import { readDraft } from '../store/drafts.ts'
import { trail } from './parts.tsx'

const language = z.string().max(10).optional()

function Fields({ words, languages }: { words?: Words; languages: readonly string[] }) {
  const { language: spoken } = useHere()
  const options = languages.map((value) => ({ value, text: languageName(value) }))
  return (
    <>
      <Field name="title" value={words?.title} />
      <Field name="lead" value={words?.lead} />
      <Field name="spoken" value={words?.language ?? spoken} options={options} />
      <Field name="arranged" value={words?.arranged ?? 'principle'} />
      <Field name="map" value={(words?.map ?? true) ? 'yes' : undefined} />
      <Field name="members" value={(words?.members ?? true) ? 'yes' : undefined} />
      <Field name="foreword" value={words?.foreword} />
      <Field name="who" value={words?.who} />
      <Field name="imprint" value={words?.imprint} />
    </>
  )
}

export const newPage = page({
  name: 'editions.new',
  path: '/editions/new',
  who: writers,
  input: z.object({ language }),
  load: async ({ city: hub }) => ({ languages: hub.languages }),
  view: ({ languages }, { say }) => (
    <Layout
      title={say('editions.new')}
      lead={say('editions.new.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Form action={begin}>
        <Fields languages={languages} />
      </Form>
    </Layout>
  ),
})

export const wordsPage = page({
  name: 'editions.words',
  path: '/editions/drafts/:draft/words',
  who: writers,
  input: z.object({ draft: z.string().max(10), language }),
  async load({ input, tx, city: hub }) {
    return { ...(await readDraft(tx, input.draft)), languages: hub.languages }
  },
  redirect: ({ issued }) => (issued === null ? undefined : `/editions/${issued}`),
  view: ({ id, words, languages }, { say }) => (
    <Layout
      title={say('editions.words')}
      breadcrumb={[...trail(say), { href: `/editions/drafts/${id}`, text: words.title }]}
      narrow
    >
      <Form action={change} with={{ draft: String(id) }}>
        <Fields words={words} languages={languages} />
      </Form>
    </Layout>
  ),
})
