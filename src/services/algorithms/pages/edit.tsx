/** Writing an entry: one page for each part; what is saved stays, and one goes on whenever one likes. */
import { Refusal } from '#core/kernel'
import { type Look, page, useHere } from '#core/pages'
import { Does, Field, Form, Layout, Notice, Prose, Summary } from '#design'
import { z } from 'zod'
import { STEPS } from '../actions/take-in.ts'
import { handIn, write, writers, writing } from '../actions/writing.ts'
import { fieldsOf, missing, type PartName, PARTS, specOf } from '../model.ts'
import { findEntry, listReviews } from '../store/entries.ts'
import { seenOf } from '../seen.ts'
import { versionsHeld } from '../versions.ts'
import { dayOf, deskTrail } from './parts.tsx'
import { Terms } from './terms.tsx'

interface Asked {
  readonly name: string
  readonly part: (typeof STEPS)[number]
  readonly in?: string | undefined
}

async function load({ input, tx, now, city, language }: Look<Asked>) {
  const entry = await findEntry(tx, input.name, ['draft'])
  if (!entry) throw new Refusal('not-found', ['no-such-draft'])
  const said = await listReviews(tx, entry)
  const { authors: _who, ...shown } = entry
  return {
    entry: shown,
    part: input.part,
    versions: await versionsHeld(tx, entry.name, now),
    languages: city.languages,
    written: input.in ?? language,
    back: said.findLast(({ verdict }) => verdict === 'back')?.words ?? null,
  }
}

type Data = Awaited<ReturnType<typeof load>>

function Words({ entry, part, written }: Data & { part: PartName }) {
  const { say } = useHere()
  const words = entry.document[written] ?? {}
  return (
    <div lang={written}>
      <Form
        action={write}
        with={{ name: entry.name, part, in: written, seen: seenOf(words, part) }}
        submit="algorithms.save"
        fields={[]}
      >
        {fieldsOf(part).map((field) => {
          const { choices, short, required } = specOf(field)
          return (
            <Field
              key={field}
              name={`words.${field}`}
              label={say(`algorithms.field.${field}`)}
              kind={choices ? 'select' : short ? 'text' : 'textarea'}
              value={words[field] ?? ''}
              optional={!required}
              {...(choices
                ? {
                    none: '–',
                    options: choices.map((value) => ({
                      value,
                      text: say(`algorithms.choice.${value}`),
                    })),
                  }
                : {})}
            />
          )
        })}
      </Form>
    </div>
  )
}

function Check({ entry, languages }: Data) {
  const { say } = useHere()
  const stateOf = (language: string) => {
    const open = missing(entry.document[language] ?? {})
    if (open.length === 0) return say('algorithms.check.whole')
    const fields = say.list(open.map((field) => say(`algorithms.field.${field}`)))
    return say('algorithms.check.open', { fields })
  }
  return (
    <>
      {entry.leftOut.length > 0 && (
        <Notice tone="warning" title={say('algorithms.check.left-out')}>
          <p>{entry.leftOut.join(', ')}</p>
        </Notice>
      )}
      <Summary
        rows={[
          ...languages.map((language) => ({
            key: language,
            value: stateOf(language),
            change: `${writing(entry.name, PARTS[0])}?in=${language}`,
          })),
          {
            key: say('algorithms.revision'),
            value: dayOf(say, entry.revisionOn),
            change: writing(entry.name, 'terms'),
          },
        ]}
      />
      <Does action={handIn} with={{ name: entry.name }} kind="primary" />
    </>
  )
}

function Body(data: Data) {
  if (data.part === 'terms') return <Terms {...data} />
  if (data.part === 'check') return <Check {...data} />
  return <Words {...data} part={data.part} />
}

interface Way {
  readonly text: string
  readonly href: string
  readonly here: boolean
}

/** Some places to go, in one line; where one is stands in bold. */
function Line({ ways }: { ways: readonly Way[] }) {
  return (
    <p>
      {ways.map(({ text, href, here }, at) => (
        <span key={href}>
          {at > 0 && ' · '}
          {here ? <strong>{text}</strong> : <a href={href}>{text}</a>}
        </span>
      ))}
    </p>
  )
}

/** The steps, and for words the languages. */
function Ways({ entry, part, languages, written }: Data) {
  const { say } = useHere()
  const to = (step: string, language: string) => `${writing(entry.name, step)}?in=${language}`
  const steps = STEPS.map((step) => ({
    text: say(`algorithms.part.${step}`),
    href: to(step, written),
    here: step === part,
  }))
  const spoken = languages.map((language) => ({
    text: language,
    href: to(part, language),
    here: language === written,
  }))
  return (
    <Prose>
      <Line ways={steps} />
      {part !== 'terms' && part !== 'check' && <Line ways={spoken} />}
    </Prose>
  )
}

/** One step of writing. */
export const editPage = page({
  name: 'algorithms.edit',
  path: '/algorithms/:name/edit/:part',
  who: writers,
  input: z.object({
    name: z.string().max(100),
    part: z.enum(STEPS),
    in: z
      .string()
      .regex(/^[a-z]{2,3}$/)
      .optional(),
    language: z.string().max(10).optional(),
  }),
  load,
  view: (data, { say }) => {
    const { entry, back } = data
    return (
      <Layout title={say('algorithms.edit')} lead={entry.name} breadcrumb={deskTrail(say)} narrow>
        {back && (
          <Notice tone="warning" title={say('algorithms.sent-back')}>
            <p dir="auto">{back}</p>
          </Notice>
        )}
        <Ways {...data} />
        <Body {...data} />
      </Layout>
    )
  },
})
