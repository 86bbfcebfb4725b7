import { page } from '#core/pages'
import { residents } from '#core/people'
import { Card, CardList, Does, Empty, Layout, Prose, When } from '#design'
import { z } from 'zod'
import { disconnect } from '../actions/disconnect.ts'
import { claimsIn, inLanguage, STAYING } from '../model.ts'
import { listApplications } from '../store/applications.ts'
import { listConnections } from '../store/connections.ts'
import { home } from './parts.tsx'

export const minePage = page({
  name: 'applications.mine',
  path: '/applications/mine',
  who: residents,
  input: z.object({}),
  async load({ tx, by }) {
    const [connections, applications] = [
      await listConnections(tx, by.ref ?? ''),
      await listApplications(tx),
    ]
    const named = new Map(applications.map(({ id, facts }) => [id, facts?.name ?? {}]))
    return {
      connections: connections.map(({ id, application, allowed, since }) => ({
        ...{ id, application, since },
        name: named.get(application) ?? {},
        claims: claimsIn(allowed),
        stays: allowed.includes(STAYING),
      })),
    }
  },
  view: ({ connections }, { say, language }) => (
    <Layout
      title={say('applications.mine')}
      lead={say('applications.mine.lead')}
      breadcrumb={[home(say)]}
    >
      {connections.length === 0 && (
        <Empty title={say('applications.mine.none')} text={say('applications.mine.none.text')} />
      )}
      <CardList label={say('applications.mine')}>
        {connections.map((one) => (
          <Card
            key={one.id}
            level={2}
            title={inLanguage(one.name, language) || one.application}
            foot={
              <>
                {say('applications.since')} <When at={one.since} style="date" />
              </>
            }
          >
            <ul>
              <li>{say('applications.hands.sub')}</li>
              {one.claims.map((claim) => (
                <li key={claim}>{say(`applications.hands.${claim}`)}</li>
              ))}
              {one.stays && <li>{say('applications.hands.stays')}</li>}
            </ul>
            <Does
              action={disconnect}
              with={{ connection: one.id }}
              kind="danger"
              about={inLanguage(one.name, language)}
            />
          </Card>
        ))}
      </CardList>
      <Prose>
        {connections.length > 0 && <p>{say('applications.mine.signing-out')}</p>}
        <p>
          <a href="/folder">{say('applications.mine.folder')}</a>
        </p>
      </Prose>
    </Layout>
  ),
})
