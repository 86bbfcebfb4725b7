/** What is said after a step that ends in a letter, a wait or a farewell. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Layout, Notice } from '#design'
import { z } from 'zod'
import { readList } from '../store/lists.ts'
import { crumbs } from './lists.tsx'

const language = z.string().max(10).optional()

function said(name: 'asked' | 'left' | 'waits') {
  return page({
    name: `lists.${name}`,
    path: `/lists/:list/${name}`,
    who: anyone,
    hidden: true,
    input: z.object({ list: z.string().max(40), language }),
    async load({ input, tx }) {
      const { name: of, title } = await readList(tx, input.list)
      return { list: of, title }
    },
    view: ({ title }, { say }) => (
      <Layout title={title} breadcrumb={crumbs(say)} narrow>
        <Notice tone="success" title={say(`lists.${name}`)}>
          <p>{say(`lists.${name}.text`)}</p>
        </Notice>
      </Layout>
    ),
  })
}
export const askedPage = said('asked')
export const leftPage = said('left')
export const waitsPage = said('waits')
