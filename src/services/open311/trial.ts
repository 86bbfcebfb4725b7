/** What the tests of Open311 begin with: a city, a key, and a program that asks and sends. */
import assert from 'node:assert/strict'
import { openCity, sql } from '#test/city'
import { give } from './actions/keys.ts'
import type { Get } from './check.ts'

/** What a program sends: texts by name, several where a name comes more than once. */
export type Fields = Readonly<Record<string, string | readonly string[]>>

/** A dark lamp with everything that its category asks. */
export const dark = {
  service_code: 'lamp-out',
  lat: '36.93',
  long: '12.45',
  description: 'A dark lamp\r\n\r\nat the <corner> & "bridge"',
  'attribute[fault]': 'dark',
  'attribute[lamps]': '2',
}

const formOf = (fields: Fields) =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, all]) => [all].flat().map((one) => [name, one])),
  ).toString()

/** A city whose operator gave a program its key. */
export async function spoken() {
  const city = await openCity(undefined, { HARVEST_LOOPBACK: 'yes', HARVEST_DNS: '127.0.0.1:9' })
  const operator = await city.official('olga', 'operator')
  const given = { key: 'fix-my-town', called: 'Fix my town', contact: 'office@fix.example' }
  const { secret } = await operator.does(give, given)
  const { web } = city.city

  async function asks(path: string, headers: Record<string, string> = {}) {
    const got = await web.inject({ method: 'GET', url: `/open311/v2/${path}`, headers })
    return { status: got.statusCode, type: String(got.headers['content-type']), text: got.body }
  }
  async function sends(path: string, fields: Fields, headers: Record<string, string> = {}) {
    const got = await web.inject({
      method: 'POST',
      url: `/open311/${path.startsWith('test/') ? path : `v2/${path}`}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
      payload: formOf(fields),
    })
    return { status: got.statusCode, text: got.body }
  }
  /** Reports the lamp, with these differences; gives its number. */
  async function reported(more: Fields = {}, headers = {}): Promise<string> {
    const got = await sends('requests.json', { api_key: secret, ...dark, ...more }, headers)
    assert.equal(got.status, 200, got.text)
    const [one] = JSON.parse(got.text) as { service_request_id: string }[]
    return String(one?.service_request_id)
  }
  const stored = async (number: string) =>
    (
      await city.rows(sql`select * from reports.report where number = ${Number(number.slice(2))}`)
    )[0]
  const count = async () =>
    (await city.rows(sql`select count(*) as count from reports.report`))[0]?.['count']
  /** The way of the validator, into this city. */
  const get: Get = async (url, form) => {
    const { pathname, search } = new URL(url)
    const got = await web.inject({
      method: form ? 'POST' : 'GET',
      url: `${pathname}${search}`,
      ...(form
        ? {
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            payload: new URLSearchParams(form).toString(),
          }
        : {}),
    })
    return { status: got.statusCode, type: String(got.headers['content-type']), text: got.body }
  }
  return { city, operator, secret, asks, sends, reported, stored, count, get }
}
