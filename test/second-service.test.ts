import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Service } from '#core/service'
import account from '#services/account'
import home from '#services/home'
import record from '#services/record'
import { openCity, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import { newService } from '../scripts/new-service.ts'
import { root } from '../src/settings.ts'

/** A service nobody has thought of when the core was written. */
const NAME = `trial-places-${process.pid}`.replace(
  /\d/g,
  (digit) => 'abcdefghij'[Number(digit)] ?? 'x',
)
/** Beside the built city, so that no check of the house takes it for one of ours. */
const folder = join(root, 'dist', NAME)

let city: TestCity
let made: Service
before(async () => {
  for (const [path, text] of newService(NAME)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const loaded: { default: Service } = await import(pathToFileURL(join(folder, 'service.ts')).href)
  made = loaded.default
  city = await openCity([home, account, record, made])
})
after(async () => {
  rmSync(folder, { recursive: true, force: true })
  await city?.close()
})

test('a service made by the command stands in the city: its pages, its API, its table', async () => {
  promise('P5.2')
  assert.equal(made.name, NAME)
  const api = (await city.anybody.opens('/api/openapi.json')).json<{ paths: object }>()
  for (const { path } of made.pages)
    assert.ok(`/api${path.replace(/:(\w+)/g, '{$1}')}` in api.paths, path)
  for (const { path } of made.actions)
    assert.ok(`/api${path.replace(/:(\w+)/g, '{$1}')}` in api.paths, path)
  const amina = await city.resident('amina')
  for (const { path } of made.pages.filter((one) => !one.path.includes(':'))) {
    const got = await amina.opens(path)
    assert.equal(got.status, 200, path)
    assert.doesNotMatch(got.text, /⟦/, path)
  }
})

test('it is listed where everything is listed, without a word about it in the core', async () => {
  const { services } = city.city.declared
  assert.ok(services.some(({ name }) => name === NAME))
  const core = readdirSync(join(root, 'src/core'), { recursive: true, encoding: 'utf8' })
  for (const file of core.filter(
    (one) => /\.tsx?$/.test(one) && !/\.test\.|\/trial\.|\/testing/.test(one),
  )) {
    const code = readFileSync(join(root, 'src/core', file), 'utf8').replace(
      /\/\*[^]*?\*\/|\/\/.*/g,
      '',
    )
    assert.doesNotMatch(code, /#services|\/services\/|#hub|\/hub\//, file)
    if (file === 'record/recorder.ts') continue // its message gives an example
    for (const name of ['reports', 'developers', NAME])
      assert.ok(!new RegExp(`['"\`/]${name}['"\`/.]`).test(code), `${file} knows ${name}`)
  }
})
