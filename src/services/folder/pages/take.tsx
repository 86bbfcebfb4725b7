import { page } from '#core/pages'
import { residents } from '#core/people'
import { ButtonLink, ButtonRow, Layout, Prose } from '#design'
import { letterOf } from '#services/processing'
import { z } from 'zod'
import { archiveOf, gather } from '../feeds/everything.ts'

const PARTS = ['index', 'json', 'csv', 'proofs'] as const

/** What the archive holds, before it is taken. */
export const takePage = page({
  name: 'folder.take',
  path: '/folder/take',
  who: residents,
  fresh: true,
  input: z.object({}),
  load: () => Promise.resolve({}),
  view: (_, { say }) => (
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
  load: ({ folder, city, now, language, tx }) =>
    gather(folder, { city, now, language }, async (breach) => (await letterOf(tx, breach))?.text),
  sends: (all, { say }) => ({
    type: 'application/zip',
    name: `folder-${all.now.slice(0, 10)}.zip`,
    text: archiveOf(all, say(all.language)),
  }),
  view: () => {
    throw new Error('the archive is a file')
  },
})
