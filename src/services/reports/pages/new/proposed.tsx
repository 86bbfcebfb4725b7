/** What a text may be about: proposed from its words, chosen by the reporter or left to the city. */
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { useHere } from '#core/pages'
import { Does, Field, Form, Section, Words } from '#design'
import { choose, propose } from '../../actions/index.ts'
import { categoryOf, reportsOf, wording } from '../../config.ts'
import { sortingOf } from '../../sorting.ts'
import { linkTo } from '../parts/looking.ts'
import { Onward, type OwnDraft, pathTo } from './frame.tsx'

/** Likely categories, the best first, and the words that spoke for the first. */
export interface Proposed {
  readonly categories: readonly { code: string; name: string; instructions: string }[]
  readonly words: readonly string[]
}

/** What the words of a draft may be about. Nothing is decided here: the reporter chooses. */
export async function proposedFor(
  { tx, city, language }: { tx: Tx; city: CityFacts; language: string },
  draft: Pick<OwnDraft, 'text'>,
): Promise<Proposed> {
  const { likely, words } = await sortingOf({ tx, city }, { text: draft.text, language })
  const config = reportsOf(city)
  const found = likely.filter(({ chance }) => chance > 0)
  return {
    categories: found.flatMap(({ category }) => {
      const one = categoryOf(config, category)
      if (!one?.active) return []
      const name = wording(one.name, language)
      return [{ code: one.code, name, instructions: wording(one.instructions, language) }]
    }),
    words: words.filter(({ weight }) => weight > 0).map(({ word }) => word),
  }
}

/** First in one's own words: nobody has to know how the city orders its problems. */
export function Describe({ draft }: { draft: OwnDraft }) {
  const { say } = useHere()
  return (
    <Section title={say('reports.new.what.own')} id="own">
      <Form action={propose} with={{ draft: draft.code }}>
        <Field name="text" value={draft.text} hint={say('reports.new.what.own.hint')} />
      </Form>
    </Section>
  )
}

/** Whoever does not know leaves it to the city. */
export function Unsure({ draft, unsorted }: { draft: OwnDraft; unsorted: string | null }) {
  const { say } = useHere()
  if (unsorted === null) return null
  return (
    <Section title={say('reports.new.what.unsure')} id="unsure">
      <p>{say('reports.new.what.unsure.how')}</p>
      <Does
        action={choose}
        with={{ draft: draft.code, category: unsorted }}
        label="reports.new.what.unsure.go"
      />
    </Section>
  )
}

/** The proposals, with what they rest on, and the way to all categories. */
export function Proposals(props: { draft: OwnDraft; proposed: Proposed; unsorted: string | null }) {
  const { say } = useHere()
  const { draft, proposed, unsorted } = props
  const { categories, words } = proposed
  const own = say('reports.new.what.unsure.option')
  const hint = say('reports.new.what.unsure.how')
  const options = [
    ...categories.map(({ code, name, instructions }) => {
      return { value: code, text: name, hint: instructions }
    }),
    ...(unsorted === null ? [] : [{ value: unsorted, text: own, hint }]),
  ]
  return (
    <>
      <blockquote>
        <Words text={draft.text} />
      </blockquote>
      <p>
        {words.length > 0
          ? say('reports.new.what.because', { words: words.join(', ') })
          : say('reports.new.what.no-words')}
      </p>
      {options.length > 0 && (
        <Form action={choose} with={{ draft: draft.code, proposed: 'yes' }} submit={null}>
          <Field name="category" kind="radios" options={options} value={draft.category} />
          <Onward draft={draft} step="what" />
        </Form>
      )}
      <p>
        <a href={linkTo(pathTo(draft, 'what'), { group: 'all' })}>{say('reports.new.what.all')}</a>
      </p>
    </>
  )
}
