import { page } from '#core/pages'
import { may } from '#core/people'
import { residentDistrict, residentNow } from '#core/vault'
import { Layout, Prose, Table } from '#design'
import { z } from 'zod'
import { byDistrict } from '../purposes.ts'

/** How many residents have proved where they live; the vault counts, and says nothing of anybody. */
export const numbersPage = page({
  name: 'residence.numbers',
  path: '/residence/desk/numbers',
  who: may('residence.verify'),
  assurance: 'substantial',
  reads: { byDistrict },
  input: z.object({}),
  async load({ personal, city }) {
    const { groups, others } = await personal.byDistrict.count()
    const proved = groups.filter(({ values }) => values[residentNow.name] === 'yes')
    const countOf = (code: string) =>
      proved.find(({ values }) => values[residentDistrict.name] === code)?.count ?? null
    return {
      districts: city.districts.areas.map(({ code, name }) => ({ name, count: countOf(code) })),
      others,
    }
  },
  view: ({ districts, others }, { say }) => (
    <Layout title={say('residence.numbers')} lead={say('residence.numbers.lead')} narrow>
      <Table
        caption={say('residence.numbers')}
        quiet
        head={[say('residence.numbers.district'), say('residence.numbers.people')]}
        rows={districts.map(({ name, count }) => [
          <bdi>{name}</bdi>,
          count === null ? say('residence.numbers.few') : say.number(count),
        ])}
      />
      <Prose>
        {Boolean(others) && <p>{say('residence.numbers.others', { count: others ?? 0 })}</p>}
        <p>{say('residence.numbers.logged')}</p>
        <p>
          <a href="/residence/desk">{say('residence.desk')}</a>
        </p>
      </Prose>
    </Layout>
  ),
})
