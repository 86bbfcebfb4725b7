/** What is said after a step that ends in a letter or a farewell. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Layout, Notice } from '#design'
import { z } from 'zod'

function said(name: 'asked' | 'left') {
  return page({
    name: `areas.${name}`,
    path: `/areas/${name}`,
    who: anyone,
    hidden: true,
    input: z.object({ language: z.string().max(10).optional() }),
    load: async () => ({}),
    view: (_, { say }) => (
      <Layout
        title={say(`areas.${name}`)}
        breadcrumb={[{ href: '/areas', text: say('areas.choose') }]}
        narrow
      >
        <Notice tone="success" title={say(`areas.${name}.title`)}>
          <p>{say(`areas.${name}.text`)}</p>
        </Notice>
      </Layout>
    ),
  })
}
export const askedPage = said('asked')
export const leftPage = said('left')
