/** Where it is: in words, on a map, or as coordinates. Any one of them is enough. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Details, Field, Form, MapFrame, Notice } from '#design'
import { locate } from '../../actions/index.ts'
import { reportsOf, wording } from '../../config.ts'
import { type Choice, districtsOf } from '../parts/names.ts'
import { optionsOf } from '../parts/search.tsx'
import { draftInput, Onward, openDraft, type OwnDraft, StepFrame } from './frame.tsx'

interface WhereData {
  readonly draft: OwnDraft
  readonly districts: readonly Choice[]
  readonly bounds: readonly [number, number, number, number]
  readonly outside: { readonly name: string; readonly link: string | null } | null
}

/** A place outside the city: whom to ask instead. */
function Outside({ outside }: WhereData) {
  const { say, problem } = useHere()
  const told = problem?.reasons.some(({ code }) => code === 'outside-city')
  if (!told || !outside) return null
  const { name, link } = outside
  return (
    <Notice title={say('reports.new.where.outside')}>
      <p>
        {say('reports.new.where.outsideText')} {link ? <a href={link}>{name}</a> : name}
      </p>
    </Notice>
  )
}

/** The map of a form, with the fields it fills in. */
export function PlacePicker(props: {
  id?: string
  action: 'reports-locate' | 'reports-correct'
  bounds: WhereData['bounds']
  lat: number | null
  lon: number | null
}) {
  const { say, problem } = useHere()
  const { action, bounds, lat, lon } = props
  const wrong = problem?.reasons.some(({ field }) => field === 'lat' || field === 'lon') ?? false
  return (
    <MapFrame
      id={props.id ?? 'map'}
      label={say('reports.new.where.map')}
      areas="/reports/districts.geojson"
      bounds={bounds}
      picker={{ lat: `${action}-lat`, lon: `${action}-lon` }}
    >
      <Details summary={say('reports.new.where.coordinates')} open={wrong || lat !== null}>
        <p>{say('reports.new.where.coordinatesText')}</p>
        <Field name="lat" value={lat} />
        <Field name="lon" value={lon} />
      </Details>
    </MapFrame>
  )
}

function WhereView(data: WhereData) {
  const { say } = useHere()
  const { draft, districts, bounds } = data
  return (
    <StepFrame draft={draft} step="where" lead={say('reports.new.where.lead')}>
      <Outside {...data} />
      <Form action={locate} with={{ draft: draft.code }} submit={null}>
        <Field name="address" value={draft.address} />
        <PlacePicker action="reports-locate" bounds={bounds} lat={draft.lat} lon={draft.lon} />
        <Field
          name="district"
          hint={say('reports.new.where.district')}
          options={optionsOf(districts)}
          none={say('reports.new.where.unsure')}
          value={draft.district}
        />
        <Onward draft={draft} step="where" />
      </Form>
    </StepFrame>
  )
}

/** Where the problem is. */
export const where = page({
  name: 'reports.new.where',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/where',
  who: anyone,
  input: draftInput,
  async load({ input, tx, city, language }): Promise<WhereData> {
    const { draft } = await openDraft(tx, input.draft, city)
    const { outside } = reportsOf(city)
    return {
      draft,
      districts: districtsOf(city),
      bounds: city.districts.bounds(),
      outside: outside
        ? { name: wording(outside.name, language), link: outside.link ?? null }
        : null,
    }
  },
  view: (data) => <WhereView {...data} />,
})
