/** Pages of residence and mandates that stand at addresses of their own, with a letter that waits to be printed. */
import residence from '#services/residence'
import { type Somebody, sql, type TestCity } from '#test/city'

const pathOf = (verb: string) =>
  residence.actions.find(({ name }) => name === `residence.${verb}`)?.path ?? ''

/** Somebody asks for a letter; where the pages stand that nobody finds by a link. */
export async function livingHere(
  city: TestCity,
  somebody: Somebody,
): Promise<Record<string, string>> {
  const asked = {
    name: 'Amina Belkacem',
    birthDate: '1990-05-04',
    address: 'Calle del Faro 7',
    postcode: '90003',
  }
  const got = await somebody.posts(`/api${pathOf('ask-letter')}`, asked)
  const [letter] = await city.rows(sql`select id from residence.letter`)
  if (got.status !== 200 || !letter) throw new Error(`no letter: ${got.status}`)
  return {
    'residence.print-page': `/residence/letters/${String(letter['id'])}`,
    'residence.number-page': '/residence/desk-number/k3f9-0w2m',
    'mandates.invited-page': '/mandates/invited/k3f9-0w2m-7xqd-51zr',
  }
}
