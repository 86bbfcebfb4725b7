/** The filters of the list and the map: a form whose answers stand in the address. */
import { useHere } from '#core/pages'
import { DateField, Details, Filters, type Option, Select, TextField } from '#design'
import { type Looking, seen, sorts } from './looking.ts'
import type { Choice, GroupChoice } from './names.ts'

/** What the filters need to know. */
export interface SearchProps {
  readonly path: string
  readonly asked: Looking & { readonly sort?: string | undefined }
  readonly groups: readonly GroupChoice[]
  readonly districts: readonly Choice[]
  readonly nearUnknown: boolean
  readonly sortable?: boolean
}

/** Groups and their categories as one list. */
export function categoryOptions(groups: readonly GroupChoice[]): Option[] {
  return groups.flatMap((group) => [
    { value: group.code, text: group.name },
    ...group.categories.map((each) => ({ value: each.code, text: `${group.name}: ${each.name}` })),
  ])
}

/** Choices as options. */
export function optionsOf(choices: readonly Choice[]): Option[] {
  return choices.map(({ code, name }) => ({ value: code, text: name }))
}

function Usual({ asked, groups }: SearchProps) {
  const { say } = useHere()
  const all = say('reports.search.all')
  const wide = ['open', 'closed'].map((value) => ({ value, text: say(`reports.class.${value}`) }))
  const narrow = seen.map((value) => ({ value, text: say(`reports.state.${value}`) }))
  return (
    <>
      <TextField
        name="words"
        type="search"
        label={say('reports.search.words')}
        value={asked.words ?? ''}
      />
      <Select
        name="category"
        label={say('reports.search.category')}
        options={categoryOptions(groups)}
        value={asked.category}
        none={all}
      />
      <Select
        name="state"
        label={say('reports.search.state')}
        options={[...wide, ...narrow]}
        value={asked.state}
        none={all}
      />
    </>
  )
}

/** Near a place, and in which order. */
function Around({ asked, nearUnknown }: SearchProps) {
  const { say } = useHere()
  const { near, within, sort } = asked
  return (
    <>
      <TextField
        name="near"
        label={say('reports.search.near')}
        hint={say('reports.search.near.hint')}
        error={nearUnknown ? say('reports.search.near.unknown') : undefined}
        value={near ?? ''}
        width={20}
      />
      <TextField
        name="within"
        inputmode="numeric"
        label={say('reports.search.within')}
        value={within?.toString() ?? ''}
        width={8}
      />
      <Select
        name="sort"
        label={say('reports.search.sort')}
        options={sorts.map((value) => ({ value, text: say(`reports.search.sort.${value}`) }))}
        value={sort ?? 'newest'}
      />
    </>
  )
}

function More(props: SearchProps) {
  const { asked, districts, sortable } = props
  const { say } = useHere()
  const { district, from, until, near, sort } = asked
  return (
    <Details
      summary={say('reports.search.more')}
      open={Boolean(district ?? from ?? until ?? near ?? sort)}
    >
      <Select
        name="district"
        label={say('reports.search.district')}
        options={optionsOf(districts)}
        value={district}
        none={say('reports.search.all')}
      />
      <DateField name="from" label={say('reports.search.from')} value={from ?? ''} />
      <DateField name="until" label={say('reports.search.until')} value={until ?? ''} />
      {sortable && <Around {...props} />}
    </Details>
  )
}

/** Narrows reports down, with and without JavaScript. */
export function Search(props: SearchProps) {
  const set = Object.values(props.asked).some((value) => value !== undefined)
  return (
    <Filters action={props.path} clear={set ? props.path : undefined}>
      <Usual {...props} />
      <More {...props} />
    </Filters>
  )
}
