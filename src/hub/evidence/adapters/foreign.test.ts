import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { readDocument } from './index.ts'

/** Real data of others, beside the project and never in it. */
const folder = process.env['CITYRIGHT_DATA'] ?? resolve('..', 'shared', 'data')
const skip = existsSync(join(folder, 'opendata')) ? false : 'the real data are not here'
const read = (rel: string, file: string, type = 'application/json') =>
  readDocument({
    rel,
    profile: '',
    bytes: readFileSync(join(folder, file)),
    type,
    url: 'https://data.city.example/x',
    domains: ['city.example'],
  })

test('DCAT as JSON-LD of a real catalogue: its data set and its downloads', { skip }, () => {
  const { form, facts, urls } = read(
    'open-data',
    'opendata/dcat-samples/catalog_with_at_graph.jsonld',
  )
  assert.equal(form, 'catalogue')
  assert.equal(facts['profile'], 'dcat-json-ld')
  assert.equal(facts['datasets'], 1)
  assert.ok(urls?.includes('http://example2.org/files/download.zip'))
})

test('DCAT as Turtle of a real base register: its data sets and their downloads', { skip }, () => {
  const { form, facts } = read(
    'open-data',
    'opendata/dcat-samples/dcatap_catalog.ttl',
    'text/turtle',
  )
  assert.equal(form, 'catalogue')
  assert.equal(facts['datasets'], 2)
})

test(
  'Turtle that is not a catalogue is not taken for one, and broken Turtle not for Turtle',
  { skip },
  () => {
    const shapes = 'opendata/dcat-ap-shacl/3.0.1-shapes.ttl'
    assert.equal(
      read('open-data', 'opendata/dcat-ap-shacl/example-series.ttl', 'text/turtle').form,
      'catalogue',
    )
    assert.equal(
      read('open-data', 'opendata/dcat-ap-shacl/3.0.0-deprecateduris.ttl', 'text/turtle').form,
      'malformed',
    )
    const text = readFileSync(join(folder, shapes), 'utf8')
    const broken = (bytes: string) =>
      readDocument({
        rel: 'open-data',
        profile: '',
        bytes: Buffer.from(bytes),
        type: 'text/turtle',
        url: 'https://a.example/',
        domains: [],
      }).form
    const whole = readFileSync(
      join(folder, 'opendata/dcat-ap-shacl/golden-minimal-conforming.ttl'),
      'utf8',
    )
    assert.equal(broken(whole), 'catalogue')
    assert.equal(broken(whole.replace(/@prefix dcat:.*\n/, '')), 'malformed')
    assert.equal(broken(whole.replace(/\.\s*$/, '')), 'malformed')
    assert.equal(broken(`${whole}\n<a> <b> [ .`), 'malformed')
    assert.equal(broken(`${whole}\n<a> <b> "open .`), 'malformed')
    assert.ok(text.length > 10_000)
  },
)

test('DCAT as RDF/XML of a real catalogue; a mere record of one is no catalogue', { skip }, () => {
  const rdf = (file: string) =>
    read('open-data', `opendata/dcat-samples/${file}`, 'application/rdf+xml')
  const { form, facts } = rdf('catalog.rdf')
  assert.deepEqual([form, facts['datasets']], ['catalogue', 2])
  assert.equal(rdf('geodcat-ap_catalog.rdf').form, 'malformed')
})

test('a package of CKAN with its resources', { skip }, () => {
  const { facts, urls } = read('open-data', 'opendata/dcat-samples/ckan_full_dataset_dcat_ap.json')
  assert.equal(facts['profile'], 'ckan')
  assert.equal(facts['datasets'], 1)
  assert.ok((urls?.length ?? 0) >= 1)
})

test('service lists of Open311, in the JSON of one city and the XML of another', { skip }, () => {
  const toronto = read('street-reports', 'open311/open311status-service_list.json')
  assert.deepEqual([toronto.form, toronto.facts['services']], ['open311', 3])
  const giessen = read('street-reports', 'open311/open311status-services_giessen.xml', 'text/xml')
  assert.deepEqual([giessen.form, giessen.facts['services']], ['open311', 8])
  const requests = read('street-reports', 'open311/open311status-service_requests.json')
  assert.notEqual(requests.form, 'open311')
})

test('places of HSDS 3.0, as a page of services and as one service', { skip }, () => {
  const page = read('places', 'places/hsds_3.0/example_service_list.json')
  assert.equal(page.form, 'places')
  assert.ok(Number(page.facts['services']) >= 1)
  assert.equal(read('places', 'places/hsds_3.0/example_service_full.json').form, 'places')
  assert.equal(read('places', 'places/linksf_facilities.json').form, 'malformed')
})

test('tables that break parsers are malformed, and break nothing', { skip }, () => {
  const table = 'opendata/parser-cases/non_utf8_sample.csv'
  for (const rel of ['open-data', 'places', 'classes', 'software', 'algorithm-register']) {
    assert.equal(read(rel, table, 'text/plain').form, 'malformed', rel)
    assert.equal(
      read(rel, 'opendata/parser-cases/simple.xls', 'application/json').form,
      'malformed',
    )
  }
})
