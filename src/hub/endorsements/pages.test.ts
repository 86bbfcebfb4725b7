import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Answer } from '#test/city'
import { type Hub, linkTo, openHub, reviewer, stateOf, tokenOf } from './trial.ts'

let it: Hub
before(async () => {
  it = await openHub()
})
after(() => it.close())

const to = (answer: Answer) =>
  String(answer.headers['location'] ?? `${answer.status} ${answer.text}`)
const opens = async (path: string) => {
  const page = await it.hub.anybody.opens(path)
  assert.equal(page.status, 200, path)
  assert.doesNotMatch(page.text, /⟦/, path)
  return page.text
}

test('a city signs by forms alone: step by step, letters, two reviewers, and the public page', async () => {
  const { anybody } = it.hub
  assert.match(await opens('/endorse'), /href="\/endorse\/new"/)
  const begun = await anybody.posts('/endorse/new/begin', {
    ...{ kind: 'join', name: 'Bergen', country: 'no', level: 'municipality' },
  })
  const [, code = ''] = /^\/endorse\/draft\/([0-9a-z]+)\/decision$/.exec(to(begun)) ?? []
  assert.ok(code, to(begun))
  assert.match(await opens(to(begun)), /value="2018-11"/)
  it.serves('bergen', '/decision.pdf', 'Council of Bergen, resolution 12/2026')
  const decided = await anybody.posts(`/endorse/draft/${code}/decision/keep-decision`, {
    body: 'City council',
    'decidedOn-day': '10',
    'decidedOn-month': '2',
    'decidedOn-year': '2026',
    decidedOn: '2026-02-10',
    reference: '12/2026',
    declaration: '2018-11',
    documentUrl: `http://${it.domainOf('bergen')}/decision.pdf`,
    documentLanguage: 'nb',
  })
  assert.equal(to(decided), `/endorse/draft/${code}/domains`)
  const domains = { domains: it.domainOf('bergen') }
  await opens(to(decided))
  const placed = await anybody.posts(`/endorse/draft/${code}/domains/keep-domains`, domains)
  assert.equal(to(placed), `/endorse/draft/${code}/contacts`)
  await opens(to(placed))
  const wrong = await anybody.posts(`/endorse/draft/${code}/contacts/keep-contacts`, {
    mailbox: 'post@bergen.localhost',
    signerMailbox: 'Post@bergen.localhost',
  })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /the mailboxes have to differ/)
  assert.match(wrong.text, /value="Post@bergen\.localhost"/)
  const named = await anybody.posts(`/endorse/draft/${code}/contacts/keep-contacts`, {
    mailbox: 'post@bergen.localhost',
    signerMailbox: 'mayor@bergen.localhost',
  })
  assert.match(await opens(to(named)), /It is asked, not needed/)
  const actions = await anybody.posts(`/endorse/draft/${code}/actions/keep-actions`, { access: '' })
  assert.match(await opens(to(actions)), /resolution|decision\.pdf/)
  const sent = await anybody.posts(`/endorse/draft/${code}/check/submit`)
  assert.equal(to(sent), `/endorse/mine/${code}`)
  assert.match(await opens(to(sent)), /cityright-endorse=/)
  it.names('bergen', { txt: [`cityright-endorse=${await tokenOf(it, 1)}`] })
  for (const mailbox of ['post', 'mayor']) {
    const link = await linkTo(it, `${mailbox}@bergen.localhost`)
    await opens(`/endorse/confirm/${link}`)
    assert.equal(to(await anybody.posts(`/endorse/confirm/${link}/confirm`)), '/endorsements/1')
  }
  assert.equal(
    to(await anybody.posts(`/endorse/mine/${code}/check-again`)),
    `/endorse/mine/${code}`,
  )
  await it.hub.work()
  assert.equal(await stateOf(it, 1), 'in_review')
})

test('the desk shows what is due first; reviewers decide by forms, and the keeper publishes', async () => {
  const [ada, bo] = [await reviewer(it), await reviewer(it)]
  const desk = await ada.opens('/endorsements/desk')
  assert.match(desk.text, /href="\/endorsements\/1"/)
  assert.doesNotMatch(desk.text, /⟦/)
  const page = await ada.opens('/endorsements/1')
  assert.match(page.text, /action="\/endorsements\/1\/review"/)
  assert.doesNotMatch((await it.hub.anybody.opens('/endorsements/1')).text, /action="\/endorse/)
  const bare = await ada.posts('/endorsements/1/review', { verdict: 'refuse' })
  assert.match(bare.text, /A refusal names the missing proof/)
  await ada.posts('/endorsements/1/vouch', { way: 'callback', link: 'https://phone.example/1' })
  for (const who of [ada, bo]) {
    assert.equal(
      to(await who.posts('/endorsements/1/review', { verdict: 'accept' })),
      '/endorsements/1',
    )
  }
  assert.equal(await stateOf(it, 1), 'accepted')
  const keeper = await it.hub.official('kari', 'secretariat')
  const waiting = await keeper.opens('/cities/accepted')
  assert.match(waiting.text, /Bergen/)
  assert.doesNotMatch(waiting.text, /⟦/)
  const listed = await keeper.posts('/cities/accepted/admit', { application: '1' })
  assert.equal(to(listed), '/cities/bergen-no')
  assert.match(await opens('/cities/bergen-no'), /href="\/cities\/bergen-no\/endorsement"/)
  assert.match(await opens('/cities/bergen-no/endorsement'), /To be affirmed again by/)
  assert.match(await opens('/endorsements'), /Published/)
})

test('who may not sees neither desk nor waiting list, and the menu needs no more entries', async () => {
  for (const path of ['/endorsements/desk', '/cities/accepted']) {
    assert.notEqual((await it.hub.anybody.opens(path)).status, 200, path)
    const amina = await it.hub.resident(`amina${path.length}`)
    assert.equal((await amina.opens(path)).status, 403, path)
  }
})

test('the pages speak Spanish and Arabic as well', async () => {
  for (const path of [
    '/endorse',
    '/endorse/new',
    '/endorsements/1',
    '/cities/bergen-no/endorsement',
  ]) {
    for (const language of ['es', 'ar']) await opens(`${path}?language=${language}`)
  }
})
