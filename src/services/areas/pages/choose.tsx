/** Following an area: which one, and by which way. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import {
  Columns,
  Details,
  Field,
  Filters,
  Form,
  Layout,
  MapFrame,
  Notice,
  Prose,
  Section,
  Select,
  TextField,
} from '#design'
import {
  categoryOptions,
  countPublic,
  districtsOf,
  groupsOf,
  linkTo,
  optionsOf,
} from '#services/reports'
import { z } from 'zod'
import { follow } from '../actions.ts'
import { areaInput, readArea, type Said } from '../area.ts'
import { askedOf, WIDTHS } from '../model.ts'
import { filterOf, named, nameOf } from '../naming.ts'

/** How many days back is counted, so that one sees what to expect. */
const DAYS = 30
const COUNTED = 1000

const isSaid = ({ district, lat, lon, category }: Said) =>
  Boolean(district || category) || lat !== undefined || lon !== undefined

/** Which area, and how it can be followed: by a news reader or by mail. */
export const choosePage = page({
  name: 'areas.choose',
  path: '/areas',
  who: anyone,
  keep: 'public',
  input: z.object(areaInput),
  async load({ input, tx, city, now, language }) {
    const { area, reasons } = readArea(input, city)
    const chosen = reasons.length === 0
    const from = new Date(Date.parse(now) - DAYS * 86_400_000).toISOString()
    const count = chosen ? await countPublic(tx, { ...filterOf(area, city), from }, COUNTED) : 0
    return {
      asked: input,
      area: named(area, city, language),
      chosen,
      wrong: isSaid(input) ? reasons : [],
      count,
      atom: `${city.url}${linkTo('/reports.atom', askedOf(area))}`,
      list: linkTo('/reports', askedOf(area)),
      groups: groupsOf(city, language),
      districts: districtsOf(city),
      bounds: city.districts.bounds(),
    }
  },
  view: (data) => <ChooseView {...data} />,
})
type Data = Awaited<ReturnType<typeof choosePage.load>>

function Circle({ asked, bounds }: Data) {
  const { say } = useHere()
  return (
    <MapFrame
      id="map"
      label={say('areas.map')}
      areas="/reports/districts.geojson"
      bounds={bounds}
      picker={{ lat: 'f-lat', lon: 'f-lon' }}
    >
      <Details summary={say('areas.coordinates')} open={asked.lat !== undefined}>
        <TextField
          name="lat"
          label={say('areas.lat')}
          value={asked.lat?.toString() ?? ''}
          width={12}
        />
        <TextField
          name="lon"
          label={say('areas.lon')}
          value={asked.lon?.toString() ?? ''}
          width={12}
        />
        <Select
          name="metres"
          label={say('areas.metres')}
          options={WIDTHS.map((each) => ({
            value: String(each),
            text: say('areas.metres.within', { metres: each }),
          }))}
          value={String(asked.metres ?? WIDTHS[1])}
        />
      </Details>
    </MapFrame>
  )
}

function Choosing(data: Data) {
  const { say } = useHere()
  const { asked, groups, districts, wrong } = data
  return (
    <>
      {wrong.length > 0 && (
        <Notice tone="error" title={say('areas.wrong')}>
          {wrong.map((code) => (
            <p key={code}>{say(`areas.${code}`)}</p>
          ))}
        </Notice>
      )}
      <Filters
        action="/areas"
        submit={say('areas.take')}
        clear={isSaid(asked) ? '/areas' : undefined}
      >
        <Select
          name="district"
          label={say('areas.district')}
          options={optionsOf(districts)}
          value={asked.district}
          none={say('areas.district.none')}
        />
        <Select
          name="category"
          label={say('areas.category')}
          options={categoryOptions(groups)}
          value={asked.category}
          none={say('areas.category.all')}
        />
        <Circle {...data} />
      </Filters>
    </>
  )
}

/** What is sent along with the address: the area as it was chosen. */
function chosenOf({ area }: Data): Record<string, string> {
  const { district, lon, lat, metres, category } = area
  const all = { district, lat, lon, metres, category }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  )
}

function Ways(data: Data) {
  const { say } = useHere()
  const { area, count, list, atom } = data
  return (
    <>
      <Section title={say('areas.chosen')} id="chosen">
        <Prose>
          <p>
            <strong>
              <bdi>{nameOf(area, say)}</bdi>
            </strong>
          </p>
          <p>
            <a href={list}>{say('areas.count', { count, days: DAYS })}</a>
          </p>
        </Prose>
      </Section>
      <Section title={say('areas.byMail')} id="by-mail">
        <Prose>
          <p>{say('areas.byMail.text')}</p>
        </Prose>
        <Form action={follow} with={chosenOf(data)}>
          <Field name="email" />
          <Field name="rhythm" value="daily" />
        </Form>
      </Section>
      <Section title={say('areas.byFeed')} id="by-feed">
        <Prose>
          <p>{say('areas.byFeed.text')}</p>
          <p>
            <a href={atom} type="application/atom+xml" dir="ltr">
              {atom}
            </a>
          </p>
        </Prose>
      </Section>
    </>
  )
}

function ChooseView(data: Data) {
  const { say } = useHere()
  return (
    <Layout
      title={say('areas.choose')}
      lead={say('areas.choose.lead')}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
      wide={data.chosen}
      narrow={!data.chosen}
    >
      {data.chosen ? (
        <Columns aside={<Choosing {...data} />}>
          <Ways {...data} />
        </Columns>
      ) : (
        <Choosing {...data} />
      )}
    </Layout>
  )
}
