import { page } from '#core/pages'
import { residents } from '#core/people'
import { ButtonLink, ButtonRow, Layout, Prose } from '#design'
import { z } from 'zod'
import { archiveOf, gather } from '../feeds/everything.ts'

const PARTS = [
  'index',
  'json',
  'csv',
  'messages',
  'applications',
  'more',
  'consents',
  'letters',
  'proofs',
  'documents',
] as const

/** What the archive holds, before it is taken. */
export const takePage = page({
  name: 'folder.take',
  path: '/folder/take',
  who: residents,
  fresh: true,
  input: z.object({}),
  load: ({ folder }) => folder.counted(),
  view: ({ count, bytes }, { say }) => (
    <Layout
      title={say('folder.take')}
      lead={say('folder.take.lead')}
      breadcrumb={[{ href: '/folder', text: say('folder.show') }]}
      narrow
    >
      <Prose>
        <ul>
          {PARTS.map((part) => (
            <li key={part}>{say(`folder.take.${part}`)}</li>
          ))}
        </ul>
        <p>{say('folder.take.many', { count, size: say.bytes(bytes) })}</p>
        <p>{say('folder.take.progress')}</p>
        <p>{say('folder.take.care')}</p>
      </Prose>
      <ButtonRow>
        <ButtonLink href="/folder/take/archive">{say('folder.archive')}</ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})

/** Everything in one archive, at once (GDPR art. 15(3), 20(1)). The reading is logged like any other. */
export const archivePage = page({
  name: 'folder.archive',
  path: '/folder/take/archive',
  who: residents,
  fresh: true,
  input: z.object({}),
  load: () => Promise.resolve({}),
  async streams(look) {
    const gathered = await gather(look)
    return {
      type: 'application/zip',
      name: `folder-${look.now.slice(0, 10)}.zip`,
      ...(await archiveOf(gathered, look)),
    }
  },
  view: () => {
    throw new Error('the archive is a file')
  },
})
