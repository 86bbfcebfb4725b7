import { page } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, ButtonRow, Empty, Layout, Prose, Section } from '#design'
import { z } from 'zod'
import { inLanguage } from '../model.ts'
import { listStanding } from '../store/applications.ts'
import { FactsOf } from './parts.tsx'

export const listPage = page({
  name: 'applications.list',
  path: '/applications',
  who: anyone,
  keep: 'public',
  input: z.object({}),
  async load({ tx }) {
    const standing = await listStanding(tx)
    return { applications: standing.map(({ id, facts, since }) => ({ id, facts, since })) }
  },
  view: ({ applications }, { say, by, language }) => (
    <Layout title={say('applications.list')} lead={say('applications.list.lead')}>
      <ButtonRow>
        <ButtonLink href="/applications/mine">{say('applications.mine')}</ButtonLink>
        {by?.permissions.includes('applications.manage') && (
          <ButtonLink href="/applications/desk" kind="secondary">
            {say('applications.desk')}
          </ButtonLink>
        )}
      </ButtonRow>
      {applications.length === 0 && <Empty title={say('applications.none')} />}
      {applications.map(({ id, facts }) => (
        <Section key={id} title={inLanguage(facts.name, language)} id={id}>
          <FactsOf facts={facts} />
        </Section>
      ))}
      <Prose>
        <p>{say('applications.list.how')}</p>
      </Prose>
    </Layout>
  ),
})
