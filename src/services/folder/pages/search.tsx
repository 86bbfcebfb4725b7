import type { Say } from '#core/text'
import { DateField, Filters, Select } from '#design'
import type { Kept, Wrong } from '../model.ts'
import { serviceName } from '../naming.ts'

interface Props {
  readonly asked: Kept
  readonly wrong: Wrong
  readonly services: readonly string[]
  readonly say: Say
}

/** What the list of who looked can be narrowed down to. */
export function Search({ asked, wrong, services, say }: Props) {
  const error = (field: 'from' | 'to') => wrong[field] && say(`folder.wrong.${wrong[field]}`)
  const named = (values: readonly string[], key: string) =>
    values.map((value) => ({ value, text: say(`folder.${key}.${value}`) }))
  const choice = (name: 'who' | 'service' | 'outcome', options: ReturnType<typeof named>) => (
    <Select
      name={name}
      label={say(`folder.filter.${name}`)}
      none={say('folder.filter.all')}
      value={asked[name]}
      options={options}
    />
  )
  const day = (name: 'from' | 'to') => (
    <DateField
      name={name}
      label={say(`folder.filter.${name}`)}
      value={asked[name] ?? ''}
      error={error(name)}
    />
  )
  return (
    <Filters action="/folder" clear={Object.keys(asked).length > 0 ? '/folder' : undefined}>
      {choice('who', named(['others', 'self'], 'who'))}
      {choice(
        'service',
        services.map((value) => ({ value, text: serviceName(value, say) })),
      )}
      {choice('outcome', named(['read', 'denied'], 'outcome'))}
      {day('from')}
      {day('to')}
    </Filters>
  )
}
