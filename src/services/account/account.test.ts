import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { type Answer, openCity, type Somebody, type TestCity } from '#test/city'
import { bareBrowser, codeIn, onTo, postOf } from '#test/bare-browser'
import { promise } from '#test/promise'

let city: TestCity
before(async () => {
  city = await openCity()
})
after(() => city.close())

const PASSWORD = 'the harbour at six in the morning'

const browser = () => bareBrowser(city)

const letterTo = postOf(() => city)

async function signUp(email: string, next?: string) {
  const mine = browser()
  const sent = await mine.posts('/sign-up/send', {
    email,
    password: PASSWORD,
    ...(next ? { next } : {}),
  })
  assert.equal(sent.status, 303, sent.text)
  const code = codeIn((await letterTo(email)).text)
  const entered = await mine.posts(`${onTo(sent).split('?')[0]}/enter`, {
    code,
    ...(next ? { next } : {}),
  })
  assert.equal(entered.status, 303, entered.text)
  return { mine, entered }
}

test('the first official is made by the link that the city printed, and by it only once', async () => {
  const link = city.city.firstOfficial ?? ''
  assert.match(link, /^\/officials\/join\/[\w-]+$/)
  const stranger = browser()
  const turned = await stranger.opens(link)
  assert.equal(onTo(turned), `/sign-in?next=${encodeURIComponent(link)}`)
  const { mine, entered } = await signUp('first@mail.example', link)
  assert.equal(onTo(entered), link)
  assert.equal((await mine.opens(link)).status, 200)
  assert.equal(onTo(await mine.posts(`${link}/accept`)), '/folder')
  assert.equal((await mine.opens('/officials')).status, 200)
  const second = await signUp('second@mail.example')
  const late = await second.mine.posts(`${link}/accept`)
  assert.equal(late.status, 422)
  const entries = await city.rows(
    sql`select d as body, by from record.outbox where t = 'account.role-changed'`,
  )
  assert.equal(entries.length, 1)
  assert.ok(!JSON.stringify(entries).includes('mail.example'))
})

test('she signs up, reads the code in her letter, and is signed in; later her password is enough', async () => {
  const { mine, entered } = await signUp('amina@mail.example')
  assert.equal(onTo(entered), '/folder')
  assert.equal((await mine.opens('/folder')).status, 200)
  const again = browser()
  const wrong = await again.posts('/sign-in/enter', {
    email: 'amina@mail.example',
    password: 'wrong password',
  })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /value="amina@mail.example"/)
  assert.ok(!wrong.text.includes('wrong password'), 'a password is never sent back')
  const right = await again.posts('/sign-in/enter', {
    email: 'AMINA@mail.example',
    password: PASSWORD,
    next: '/record',
  })
  assert.equal(onTo(right), '/record')
  const away = await browser().posts('/sign-in/enter', {
    email: 'amina@mail.example',
    password: PASSWORD,
    next: '//evil.example',
  })
  assert.equal(onTo(away), '/')
})

/** What changes from page to page: token, one-time key, number of the request. */
const bare = (html: string) =>
  html
    .replace(/name="(?:csrf|key)" value="[^"]*"/g, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    .replace(/(?:hasnt|nobody|bruno|amina)@mail\.example/g, '')

test('a wrong password and an account that is not there get the same answer', async () => {
  const ask = (email: string) =>
    browser().posts('/sign-in/enter', { email, password: 'not the password' })
  const [there, nowhere] = [await ask('amina@mail.example'), await ask('nobody@mail.example')]
  assert.equal(there.status, nowhere.status)
  assert.equal(bare(there.text), bare(nowhere.text))
  const names = ({ headers }: Answer) => Object.keys(headers).toSorted()
  assert.deepEqual(names(there), names(nowhere))
})

test('asking for a code, a new password or an account tells nobody who has one', async () => {
  promise('P2.7')
  for (const [path, fields] of [
    ['/sign-in/code/send', {}],
    ['/forgotten/send', {}],
    ['/sign-up/send', { password: PASSWORD }],
  ] as const) {
    const [there, nowhere] = [
      await browser().posts(path, { email: 'amina@mail.example', ...fields }),
      await browser().posts(path, { email: `hasnt@mail.example`, ...fields }),
    ]
    const shape = (answer: Answer) => onTo(answer).replace(/[\w-]{20,}/, '…')
    assert.deepEqual([there.status, shape(there)], [nowhere.status, shape(nowhere)], path)
  }
})

test('a code that was guessed is refused, and works no longer after some guesses', async () => {
  city.later(3_600_000)
  const email = 'guessed@mail.example'
  await signUp(email)
  const mine = browser()
  const asked = await mine.posts('/sign-in/code/send', { email })
  const code = codeIn((await letterTo(email)).text).replace(/\s/g, '')
  const other = code === '000000' ? '000001' : '000000'
  let guesses = 0
  for (; guesses < 12; guesses += 1) {
    const got = await mine.posts(`${onTo(asked)}/enter`, { code: other })
    if (got.status === 429) break
    assert.equal(got.status, 422)
  }
  const late = await mine.posts(`${onTo(asked)}/enter`, { code })
  assert.ok(late.status === 422 || late.status === 429, String(late.status))
  assert.equal(mine.jar.has('cityright'), false)
})

test('whoever tries too many passwords has to wait, for this account and any other', async () => {
  city.later(86_400_000)
  const mine = browser()
  let last: Answer | undefined
  for (let n = 0; n < 40 && last?.status !== 429; n += 1)
    last = await mine.posts('/sign-in/enter', {
      email: 'bruno@mail.example',
      password: `guess number ${n}`,
    })
  assert.equal(last?.status, 429)
  assert.match(String(last?.headers['retry-after']), /^[1-9]\d*$/)
  city.later(86_400_000)
})

test('a new password is chosen by letter, once, and ends every session there was', async () => {
  const email = 'carla@mail.example'
  const { mine: old } = await signUp(email)
  const fresh = browser()
  assert.equal(onTo(await fresh.posts('/forgotten/send', { email })), '/forgotten/sent')
  const [link = ''] = /\/forgotten\/[\w-]+/.exec((await letterTo(email)).text) ?? []
  assert.equal((await fresh.opens(link)).status, 200)
  const short = await fresh.posts(`${link}/set`, { password: 'short' })
  assert.equal(short.status, 400)
  const password = 'a boat with a red sail'
  assert.equal((await fresh.posts(`${link}/set`, { password })).status, 303)
  assert.equal((await fresh.opens('/sessions')).status, 200)
  assert.equal((await old.opens('/sessions')).status, 303, 'the old session lives on')
  assert.equal((await fresh.posts(`${link}/set`, { password })).status, 422, 'the link works twice')
  assert.equal((await browser().posts('/sign-in/enter', { email, password: PASSWORD })).status, 422)
  assert.equal((await browser().posts('/sign-in/enter', { email, password })).status, 303)
})

test('she sees where she is signed in and ends a session there; nobody else can', async () => {
  const email = 'dora@mail.example'
  const { mine } = await signUp(email)
  const phone = browser()
  await phone.posts('/sign-in/enter', { email, password: PASSWORD })
  type Session = { session: string; about: string; current: boolean }
  const { sessions: list } = (await mine.opens('/api/sessions')).json<{ sessions: Session[] }>()
  assert.deepEqual(
    list.map(({ about }) => about),
    ['Firefox on Linux', 'Firefox on Linux'],
  )
  const other = list.find(({ current }) => !current)
  const eva: Somebody = await city.resident('eva')
  assert.equal((await eva.posts(`/sessions/${other?.session}/end`)).status, 404)
  assert.equal((await phone.opens('/sessions')).status, 200)
  assert.equal(onTo(await mine.posts(`/sessions/${other?.session}/end`)), '/sessions')
  assert.equal((await phone.opens('/sessions')).status, 303)
  assert.equal((await mine.opens('/sessions')).status, 200)
})
