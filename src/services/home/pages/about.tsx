/** What belongs to every page: privacy, accessibility and promises. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Layout, Notice, Prose, Section, Table } from '#design'
import { z } from 'zod'
import { homeOf } from '../config.ts'

const nothing = z.object({ language: z.string().max(10).optional() })
const PRIVACY = ['vault', 'purpose', 'seen', 'cookies', 'address', 'rights'] as const

export const privacy = page({
  name: 'home.privacy',
  path: '/privacy',
  who: anyone,
  keep: 'public',
  input: nothing,
  load: ({ city, declared }) =>
    Promise.resolve({ contact: homeOf(city).contact, purposes: declared.purposes }),
  view: (data, { say }) => (
    <Layout title={say('home.privacy')} lead={say('home.privacy.lead')}>
      {PRIVACY.map((part) => (
        <Section key={part} title={say(`home.privacy.${part}`)} id={part}>
          <Prose>
            <p>{say(`home.privacy.${part}.text`)}</p>
          </Prose>
        </Section>
      ))}
      <Table
        caption={say('home.privacy.purposes')}
        head={['purpose', 'why', 'fields', 'basis', 'until'].map((name) =>
          say(`home.privacy.column.${name}`),
        )}
        rows={data.purposes.map((one) => [
          say(`purpose.${one.id}.title`),
          say(`purpose.${one.id}.why`),
          say.list(one.fields.map((name) => say(`field.${name}`))),
          `${say('home.privacy.gdpr', { article: one.gdpr })}, ${one.law}`,
          one.retention,
        ])}
      />
      <Contact contact={data.contact} />
    </Layout>
  ),
})

function Contact({ contact }: { contact: { organisation: string; email: string; phone: string } }) {
  return (
    <Notice title={contact.organisation}>
      <p>
        <bdi>{contact.email}</bdi>, <bdi>{contact.phone}</bdi>
      </p>
    </Notice>
  )
}

const ACCESS = ['how', 'tested', 'limits', 'complain'] as const

export const accessibility = page({
  name: 'home.accessibility',
  path: '/accessibility',
  who: anyone,
  keep: 'public',
  input: nothing,
  load: ({ city }) => Promise.resolve({ contact: homeOf(city).contact }),
  view: (data, { say }) => (
    <Layout title={say('home.accessibility')} lead={say('home.accessibility.lead')}>
      {ACCESS.map((part) => (
        <Section key={part} title={say(`home.accessibility.${part}`)} id={part}>
          <Prose>
            <p>{say(`home.accessibility.${part}.text`)}</p>
          </Prose>
        </Section>
      ))}
      <Contact contact={data.contact} />
    </Layout>
  ),
})

const RIGHTS = [1, 2, 3, 4, 5] as const

export const promises = page({
  name: 'home.promises',
  path: '/promises',
  who: anyone,
  keep: 'public',
  input: nothing,
  load: () => Promise.resolve({ rights: RIGHTS }),
  view: (data, { say }) => (
    <Layout title={say('home.promises')} lead={say('home.promises.lead')}>
      {data.rights.map((right) => (
        <Section key={right} title={say(`home.right.${right}`)} id={`right-${right}`}>
          <Prose>
            <p>{say(`home.right.${right}.text`)}</p>
            <p>
              <strong>{say('home.promises.now')}</strong> {say(`home.right.${right}.now`)}
            </p>
          </Prose>
        </Section>
      ))}
    </Layout>
  ),
})
