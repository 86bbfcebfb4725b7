/** How programs report to this city and read its reports: for developers, and for whoever wonders. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, ButtonRow, Code, Layout, Prose, Section, Table } from '#design'
import { useHere } from '#core/pages'
import { z } from 'zod'
import { contactOf, jurisdictionOf } from '../answers.ts'
import { offered } from '../shapes.ts'

const RESOURCES = [
  ['GET', 'services.xml', 'services'],
  ['GET', 'services/{service_code}.xml', 'definition'],
  ['POST', 'requests.xml', 'send'],
  ['GET', 'tokens/{token}.xml', 'token'],
  ['GET', 'requests.xml', 'list'],
  ['GET', 'requests/{service_request_id}.xml', 'one'],
  ['GET', 'servicerequestupdates.xml', 'updates'],
  ['POST', 'servicerequestupdates.xml', 'update'],
] as const

function Addresses({ url, jurisdiction }: { url: string; jurisdiction: string }) {
  const { say } = useHere()
  const rows = [
    ['discovery', `${url}/open311/discovery.xml`],
    ['production', `${url}/open311/v2/`],
    ['test', `${url}/open311/test/v2/`],
    ['jurisdiction', jurisdiction],
  ] as const
  return (
    <Section title={say('open311.addresses')} id="addresses">
      <Table
        caption={say('open311.addresses')}
        quiet
        head={[say('open311.column.what'), say('open311.column.address')]}
        rows={rows.map(([name, value]) => [say(`open311.address.${name}`), <bdi>{value}</bdi>])}
      />
    </Section>
  )
}

function Resources() {
  const { say } = useHere()
  return (
    <Section title={say('open311.resources')} id="resources">
      <Table
        caption={say('open311.resources')}
        quiet
        head={['resource', 'does'].map((name) => say(`open311.column.${name}`))}
        rows={RESOURCES.map(([method, path, what]) => [
          <bdi>{`${method} ${path}`}</bdi>,
          say(`open311.resource.${what}`),
        ])}
      />
      <Prose>
        <p>{say('open311.resources.more')}</p>
      </Prose>
    </Section>
  )
}

export const showPage = page({
  name: 'open311.show',
  path: '/open311',
  who: anyone,
  keep: 'public',
  input: z.object({ language: z.string().max(10).optional() }),
  load: ({ city }) =>
    Promise.resolve({
      url: city.url,
      contact: contactOf(city),
      jurisdiction: jurisdictionOf(city),
      example: offered(city)[0]?.code ?? '',
    }),
  view: ({ url, contact, jurisdiction, example }, { say, by }) => (
    <Layout
      title={say('open311.show')}
      lead={say('open311.show.lead')}
      breadcrumb={[{ href: '/api', text: say('open311.developers') }]}
    >
      {by?.permissions.includes('open311.connect') && (
        <ButtonRow>
          <ButtonLink href="/open311/desk">{say('open311.desk')}</ButtonLink>
        </ButtonRow>
      )}
      <Addresses url={url} jurisdiction={jurisdiction} />
      <Section title={say('open311.try')} id="try">
        <Prose>
          <p>{say('open311.try.text')}</p>
        </Prose>
        <Code text={`curl ${url}/open311/v2/requests.json?status=open`} />
      </Section>
      <Section title={say('open311.key')} id="key">
        <Prose>
          <p>{say('open311.key.text')}</p>
          <p>
            <a href={contact.includes('@') ? `mailto:${contact}` : contact}>
              <bdi>{contact}</bdi>
            </a>
          </p>
        </Prose>
        <Code
          text={`curl ${url}/open311/test/v2/requests.json \\
  -d api_key=YOUR-KEY -d service_code=${example} \\
  -d lat=… -d long=… -d 'description=…'`}
        />
      </Section>
      <Resources />
      <Section title={say('open311.promise')} id="promise">
        <Prose>
          <ul>
            {['same', 'private', 'whole', 'once'].map((one) => (
              <li key={one}>{say(`open311.promise.${one}`)}</li>
            ))}
          </ul>
        </Prose>
      </Section>
    </Layout>
  ),
})
