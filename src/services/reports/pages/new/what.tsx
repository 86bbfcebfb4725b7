/** What is wrong: found by words, or from the group down to the category. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Card, CardList, Empty, Field, Filters, Form, TextField } from '#design'
import { choose } from '../../actions/index.ts'
import { type Category, reportsOf, unsortedOf, wording } from '../../config.ts'
import { linkTo } from '../parts/looking.ts'
import { Describe, Proposals, type Proposed, proposedFor, Unsure } from './proposed.tsx'
import { draftInput, Onward, openDraft, type OwnDraft, pathTo, StepFrame } from './frame.tsx'

interface Kind {
  readonly code: string
  readonly name: string
  readonly instructions: string
  readonly group: string
}

interface WhatData {
  readonly draft: OwnDraft
  readonly groups: readonly { code: string; name: string; categories: readonly Kind[] }[]
  readonly words: string
  readonly group: string | null
  /** What the words of the draft may be about; null while nobody asked. */
  readonly proposed: Proposed | null
  /** The category of what the city sorts itself; null where it does not. */
  readonly unsorted: string | null
}

/** Small letters without accents, so that nobody has to write as the city does. */
const folded = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

/** Does every word stand somewhere in what the city says of a category, in any language? */
export function speaksOf(category: Category, groupName: string, words: string): boolean {
  const all = [...Object.values(category.name), ...Object.values(category.instructions), groupName]
  const text = folded(all.join(' '))
  return folded(words)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function Categories(props: {
  draft: OwnDraft
  kinds: readonly Kind[]
  /** How they were found: shown again when the choice has a problem. */
  by: { readonly group: string } | { readonly words: string }
}) {
  const { draft, kinds, by } = props
  const options = kinds.map(({ code, name, instructions }) => ({
    value: code,
    text: name,
    hint: instructions,
  }))
  return (
    <Form action={choose} with={{ draft: draft.code, ...by }} submit={null}>
      <Field name="category" kind="radios" options={options} value={draft.category} />
      <Onward draft={draft} step="what" />
    </Form>
  )
}

function Groups({ draft, groups }: WhatData) {
  return (
    <CardList>
      {groups.map(({ code, name, categories }) => (
        <Card
          key={code}
          level={2}
          title={name}
          href={linkTo(pathTo(draft, 'what'), { group: code })}
        >
          {categories.map((each) => each.name).join(' · ')}
        </Card>
      ))}
    </CardList>
  )
}

function Chosen(data: WhatData & { readonly group: string }) {
  const { say } = useHere()
  const found = data.groups.find(({ code }) => code === data.group)
  if (!found) return <Groups {...data} />
  return (
    <>
      <Categories draft={data.draft} kinds={found.categories} by={{ group: found.code }} />
      <p>
        <a href={linkTo(pathTo(data.draft, 'what'), { group: 'all' })}>
          {say('reports.new.what.all')}
        </a>
      </p>
    </>
  )
}

function Found(data: WhatData) {
  const { say } = useHere()
  const kinds = data.groups.flatMap(({ categories }) => categories)
  const all = (
    <a href={linkTo(pathTo(data.draft, 'what'), { group: 'all' })}>{say('reports.new.what.all')}</a>
  )
  if (kinds.length === 0) {
    return (
      <Empty
        title={say('reports.new.what.none')}
        text={say('reports.new.what.noneText')}
        action={all}
      />
    )
  }
  return (
    <>
      <Categories draft={data.draft} kinds={kinds} by={{ words: data.words }} />
      <p>{all}</p>
    </>
  )
}

function WhatView(data: WhatData) {
  const { say } = useHere()
  const { group, proposed, unsorted } = data
  if (proposed !== null) {
    return (
      <StepFrame draft={data.draft} step="what" lead={say('reports.new.what.proposed')}>
        <Proposals draft={data.draft} proposed={proposed} unsorted={unsorted} />
      </StepFrame>
    )
  }
  return (
    <StepFrame draft={data.draft} step="what" lead={say('reports.new.what.lead')}>
      {!data.words && !group && <Describe draft={data.draft} />}
      <Filters action={pathTo(data.draft, 'what')} submit={say('reports.new.what.find')}>
        <TextField
          name="words"
          type="search"
          label={say('reports.new.what.words')}
          value={data.words}
        />
      </Filters>
      {data.words ? (
        <Found {...data} />
      ) : group ? (
        <Chosen {...data} group={group} />
      ) : (
        <Groups {...data} />
      )}
      <Unsure draft={data.draft} unsorted={unsorted} />
    </StepFrame>
  )
}

/** Which kind of problem it is. */
export const what = page({
  name: 'reports.new.what',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/what',
  who: anyone,
  input: draftInput.extend({
    words: z.string().max(200).optional(),
    group: z.string().max(40).optional(),
    proposed: z.literal('yes').optional(),
  }),
  async load({ input, tx, city, language }): Promise<WhatData> {
    const { draft, category } = await openDraft(tx, input.draft, city)
    const { groups, categories } = reportsOf(city)
    const listed = categories.filter((each) => each.active && !each.unsorted)
    const words = input.words ?? ''
    const shown = groups.map((group) => {
      const name = wording(group.name, language)
      const mine = listed.filter((each) => each.group === group.code)
      const kinds = mine.filter((each) => speaksOf(each, name, words))
      return {
        code: group.code,
        name,
        categories: kinds.map((each) => ({
          code: each.code,
          name: wording(each.name, language),
          instructions: wording(each.instructions, language),
          group: group.code,
        })),
      }
    })
    return {
      draft,
      groups: shown.filter((group) => group.categories.length > 0),
      words,
      group: input.group ?? (category?.unsorted ? null : (category?.group ?? null)),
      unsorted: unsortedOf(reportsOf(city))?.code ?? null,
      proposed:
        input.proposed && draft.text ? await proposedFor({ tx, city, language }, draft) : null,
    }
  },
  view: (data) => <WhatView {...data} />,
})
