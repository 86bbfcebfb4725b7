import type { CityFacts } from '#core/actions'
import { page } from '#core/pages'
import { listPosts, may, residents, roleTitle } from '#core/people'
import { Does, Field, Form, Keepsake, Layout, Section, Table, When } from '#design'
import { z } from 'zod'
import { dismissOfficial, invite, join } from '../actions/officials.ts'

const unitName = (city: CityFacts, code: string | null, language: string) =>
  city.units.find((unit) => unit.code === code)?.name[language] ?? code ?? ''

export const officialsPage = page({
  name: 'account.officials-page',
  path: '/officials',
  who: may('people.manage'),
  menu: 80,
  input: z.object({}),
  async load({ tx, city, language }) {
    const posts = await listPosts(tx)
    return {
      posts: posts.map((post) => ({
        id: post.id,
        badge: post.badge,
        role: roleTitle(city.roles, post.role, language),
        unit: unitName(city, post.unit, language),
        since: post.since,
      })),
      roles: city.roles.map(({ name }) => ({
        name,
        title: roleTitle(city.roles, name, language),
      })),
      units: city.units.map(({ code }) => ({ code, name: unitName(city, code, language) })),
    }
  },
  view: (data, { say }) => (
    <Layout title={say('account.officials-page')} lead={say('account.officials-page.lead')}>
      <Table
        caption={say('account.officials-page.posts')}
        head={['badge', 'role', 'unit', 'since', 'what'].map((name) =>
          say(`account.officials-page.column.${name}`),
        )}
        rows={data.posts.map((post) => [
          <bdi>{post.badge}</bdi>,
          post.role,
          post.unit || say('account.officials-page.every-unit'),
          <When at={post.since} style="date" />,
          <Does action={dismissOfficial} with={{ post: post.id }} about={post.badge} />,
        ])}
      />
      <Section title={say('account.officials-page.invite')} id="invite">
        <Form action={invite}>
          <Field
            action={invite}
            name="role"
            options={data.roles.map(({ name, title }) => ({ value: name, text: title }))}
          />
          <Field
            action={invite}
            name="unit"
            options={[
              { value: '', text: say('account.officials-page.every-unit') },
              ...data.units.map(({ code, name }) => ({ value: code, text: name })),
            ]}
          />
        </Form>
      </Section>
    </Layout>
  ),
})

export const invitedPage = page({
  name: 'account.invited-page',
  path: '/officials/invited/:secret',
  who: may('people.manage'),
  input: z.object({ secret: z.string().max(200) }),
  load: ({ input, city }) =>
    Promise.resolve({ link: `${city.url}/officials/join/${input.secret}` }),
  view: (data, { say }) => (
    <Layout
      title={say('account.invited-page')}
      lead={say('account.invited-page.lead')}
      breadcrumb={[{ href: '/officials', text: say('account.officials-page') }]}
      narrow
    >
      <Keepsake label={say('account.invited-page.link')} value={data.link} />
    </Layout>
  ),
})

export const joinPage = page({
  name: 'account.join-page',
  path: '/officials/join/:secret',
  who: residents,
  input: z.object({ secret: z.string().max(200) }),
  load: ({ input }) => Promise.resolve(input),
  view: (data, { say }) => (
    <Layout title={say('account.join-page')} lead={say('account.join-page.lead')} narrow>
      <Does action={join} with={{ secret: data.secret }} kind="primary" />
    </Layout>
  ),
})
