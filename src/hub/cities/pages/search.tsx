/** What the directory can be looked through by. */
import { useHere } from '#core/pages'
import { languageName } from '#core/text'
import { Filters, Select, TextField } from '#design'
import { titleOf } from '#hub/declaration'
import { memberships } from '#hub/endorsements'
import { countryName } from '../model/words.ts'
import { linkTo } from './asked.ts'
import type { Directory } from './directory.tsx'

function MoreFilters({ asked, languages, principles }: Directory) {
  const { say } = useHere()
  const any = { value: '', text: say('cities.any') }
  return (
    <>
      <Select
        name="principle"
        label={say('cities.principle')}
        value={asked.principle ?? ''}
        options={[any, ...principles.map((one) => ({ value: one.id, text: titleOf(say, one) }))]}
      />
      <Select
        name="evidence"
        label={say('cities.evidence')}
        value={asked.evidence ?? ''}
        options={[any, { value: 'checked', text: say('cities.evidence.checked') }]}
      />
      <Select
        name="spoken"
        label={say('cities.spoken')}
        value={asked.spoken ?? ''}
        options={[any, ...languages.map((code) => ({ value: code, text: languageName(code) }))]}
      />
    </>
  )
}

/** Looks for cities; the answer stands in the address. */
export function Search(data: Directory) {
  const { say, language } = useHere()
  const { asked, countries } = data
  const any = { value: '', text: say('cities.any') }
  const set = Object.entries(asked).some(([name, value]) => name !== 'area' && value)
  const named = countries
    .map((code) => ({ value: code, text: countryName(code, language) ?? code }))
    .toSorted((a, b) => a.text.localeCompare(b.text, language))
  return (
    <Filters
      action="/cities"
      {...(asked.area ? { keep: { area: asked.area } } : {})}
      clear={set ? linkTo({ area: asked.area }) : undefined}
    >
      <TextField name="words" label={say('cities.words')} type="search" value={asked.words ?? ''} />
      <Select
        name="country"
        label={say('cities.country')}
        value={asked.country ?? ''}
        options={[any, ...named]}
      />
      <Select
        name="state"
        label={say('cities.state')}
        value={asked.state ?? ''}
        options={[
          { value: '', text: say('cities.state.all') },
          ...memberships.map((state) => ({
            value: state,
            text: say(`endorsements.state.${state}`),
          })),
          { value: 'none', text: say('cities.state.none') },
        ]}
      />
      <MoreFilters {...data} />
    </Filters>
  )
}
