/** What needs an impact assessment is not read before two others have agreed to it (GDPR art. 35). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { contactEmail, purpose } from '#core/vault'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { can, declaring, finish, handIn } from '#test/processing'
import { promise } from '#test/promise'

const CODE = 'many-letters'

/** Reads of many people, so it names an assessment; two officials would ask for it. */
const survey = purpose({
  id: 'processing.survey',
  version: 1,
  fields: [contactEmail],
  basis: { gdpr: '6(1)(e)', law: 'Participation Ordinance 12/2024, art. 9' },
  scope: 'population',
  actors: ['official:processing.write'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed+P1Y' },
  dpia: CODE,
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['staff-view'],
})

let city: TestCity
let author: Somebody
let reviewers: readonly Somebody[]
before(async () => {
  city = await openCity(declaring([survey]))
  author = await city.official('dario', 'unit-lead')
  reviewers = [
    await city.official('olga', 'privacy-officer'),
    await city.official('pau', 'operator'),
  ]
})
after(() => city.close())

const registerPage = async () => (await city.anybody.opens(`/processing/${survey.id}`)).text
const asks = () =>
  city.city.channel('processing').many.ask(survey, {
    actor: {
      kind: 'official',
      ref: 'dario',
      permissions: ['processing.write'],
      unit: null,
      badge: null,
    },
    reason: 'Letters about the night shelters',
    at: city.city.clock(),
  })

test('nothing is read for a purpose whose assessment is not published, and everybody is told so', async () => {
  promise('P2.12', 'P2.36')
  await assert.rejects(asks(), /vault\.assessment-not-published/)
  await handIn(author, CODE)
  await assert.rejects(asks(), /vault\.assessment-not-published/)
  assert.match(await registerPage(), /many-letters is not published yet: nothing is read for this/)
  assert.match((await author.opens('/processing/desk')).text, /processing\.survey/)
})

test('when the second official agrees, it may be read at once, without a new start of the city', async () => {
  for (const one of reviewers) await one.does(can('review'), { code: CODE, verdict: 'agree' })
  await city.work()
  assert.match(await asks(), /^[0-9a-f-]{36}$/)
  assert.match(await registerPage(), /\/processing\/assessments\/many-letters/)
  assert.doesNotMatch(await registerPage(), /is not published yet/)
})

test('of two who answer one part at once the second is told, and neither of them agrees to it later', async () => {
  const second = await city.official('rosa', 'privacy-officer')
  const [code, question] = ['faces', 'answers[what-nature]']
  await author.posts('/processing/assessments/begin/start', {
    ...{ code, title: 'Faces', set: 'cityright-dpia' },
  })
  const at = `/processing/assessments/${code}/write/1`
  const seen = /name="seen" value="(\w+)"/.exec((await author.opens(at)).text)?.[1] ?? ''
  const others = await second.posts(`${at}/answer`, { seen, [question]: 'Photos, says another' })
  assert.equal(others.status, 303)
  const mine = await author.posts(`${at}/answer`, { seen, [question]: 'Photos, I say' })
  assert.equal(mine.status, 409)
  assert.match(mine.text, /Somebody else has written[\s\S]*Photos, I say/)
  await finish(author, code)
  const agree = (who: Somebody) => who.does(can('review'), { code, verdict: 'agree' })
  await assert.rejects(agree(second), /own-assessment/)
  await assert.rejects(agree(author), /own-assessment/)
})
