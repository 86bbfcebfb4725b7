/** What the city gave me, and what I keep. */
import { page, useHere } from '#core/pages'
import { residents } from '#core/people'
import { ButtonLink, Card, CardList, Empty, Form, Layout, Prose, Section } from '#design'
import { z } from 'zod'
import { keep } from '../actions/own.ts'
import { given, own } from '../purposes.ts'
import { Scanned, Stands, useSize } from './parts.tsx'
import { type Mine, readMine } from './reading.ts'

function One({ one }: { one: Mine }) {
  const { say } = useHere()
  const size = useSize()
  const kind = say(`documents.kind.${one.kind}`)
  return (
    <Card
      title={one.title}
      href={`/documents/${one.document}`}
      eyebrow={kind}
      tag={one.issued && <Stands standing={one.issued.standing} />}
      foot={say('documents.since', { day: say.date(one.since), size: size(one.bytes) })}
    />
  )
}

function Part({ origin, all }: { origin: Mine['origin']; all: readonly Mine[] }) {
  const { say } = useHere()
  const older = new Set(all.map(({ replaces }) => replaces))
  const mine = all.filter((one) => one.origin === origin && !older.has(one.document))
  return (
    <Section title={say(`documents.${origin}`)} id={origin}>
      {mine.length === 0 ? (
        <Empty
          title={say(`documents.${origin}.none`)}
          text={say(`documents.${origin}.none.text`)}
        />
      ) : (
        <CardList stacked>
          {mine.map((one) => (
            <One key={one.document} one={one} />
          ))}
        </CardList>
      )}
    </Section>
  )
}

/** Everything of whoever looks. */
export const minePage = page({
  name: 'documents.mine',
  path: '/documents',
  who: residents,
  input: z.object({}),
  reads: { own, given },
  load: readMine,
  view: (all, { say }) => (
    <Layout
      title={say('documents.mine')}
      lead={say('documents.mine.lead')}
      breadcrumb={[{ href: '/folder', text: say('service.folder') }]}
      actions={<ButtonLink href="/documents/new">{say('documents.new')}</ButtonLink>}
    >
      <Part origin="issued" all={all} />
      <Part origin="kept" all={all} />
      <Prose>
        <p>{say('documents.mine.how')}</p>
        <p>
          <a href="/folder/take">{say('documents.take')}</a>
        </p>
      </Prose>
    </Layout>
  ),
})

/** Puts a document of one's own into the folder. */
export const newPage = page({
  name: 'documents.new',
  path: '/documents/new',
  who: residents,
  input: z.object({}),
  load: ({ health }) => Promise.resolve({ scans: health.scans }),
  view: ({ scans }, { say }) => (
    <Layout
      title={say('documents.new')}
      lead={say('documents.new.lead')}
      breadcrumb={[
        { href: '/folder', text: say('service.folder') },
        { href: '/documents', text: say('documents.mine') },
      ]}
      narrow
    >
      <Form action={keep} fields={['document', 'title', 'kind', 'note']} />
      <Prose>
        <Scanned scans={scans} />
      </Prose>
    </Layout>
  ),
})
