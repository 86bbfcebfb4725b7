/** One document of one's own: what it is, its versions, its seal, and who else may see it. */
import { Refusal } from '#core/kernel'
import { type Look, page, useHere } from '#core/pages'
import { residents } from '#core/people'
import {
  ButtonLink,
  ButtonRow,
  Code,
  Details,
  Does,
  Form,
  Layout,
  Prose,
  Section,
  Summary,
  When,
  Words,
} from '#design'
import { z } from 'zod'
import { keep, remove } from '../actions/own.ts'
import { given, own } from '../purposes.ts'
import { listOpenings, listShares } from '../store/shares.ts'
import { Scanned, Stands, useSize } from './parts.tsx'
import { type Mine, readMine, versionsOf } from './reading.ts'
import { Shares } from './shares.tsx'

const which = z.object({ document: z.uuid() })

const missing = () => new Refusal('not-found', ['documents.no-such-document'])

async function load(look: Look<z.infer<typeof which>>) {
  const { input, by, tx, now, city, health } = look
  const all = await readMine(look)
  const one = all.find(({ document }) => document === input.document)
  if (!one) throw missing()
  const shares = await listShares(tx, by.ref ?? '', one.document)
  const openings = await listOpenings(tx, one.document)
  const unit = city.units.find(({ code }) => code === one.issued?.unit)
  return {
    one,
    unit: unit?.name[look.language] ?? unit?.name['en'] ?? one.issued?.unit ?? null,
    versions: versionsOf(all, one),
    shares: shares.map((share) => ({
      ...share,
      note: one.notes[share.share] ?? null,
      openings: openings.flatMap(({ share: id, at }) => (id === share.share ? [at] : [])),
    })),
    url: city.url,
    scans: health.scans,
    now,
  }
}

/** What the page shows. */
export type Data = Awaited<ReturnType<typeof load>>

function useRows({ one, unit }: Data) {
  const { say } = useHere()
  const size = useSize()
  const { issued } = one
  const row = (key: string, value: preact.ComponentChildren) => ({
    key: say(`documents.fact.${key}`),
    value,
  })
  return [
    row('kind', say(`documents.kind.${one.kind}`)),
    ...(issued
      ? [
          row('state', <Stands standing={issued.standing} />),
          row('number', <bdi>{issued.number}</bdi>),
          row('unit', unit),
          row('from', <When at={issued.validFrom} />),
          ...(issued.validUntil ? [row('until', <When at={issued.validUntil} />)] : []),
          ...(issued.withdrawnBecause
            ? [row('because', say(`documents.withdrawal.${issued.withdrawnBecause}`))]
            : []),
        ]
      : []),
    row('name', <bdi>{one.name}</bdi>),
    row('size', size(one.bytes)),
    row('since', <When at={one.since} style="dateTime" />),
    ...(one.note ? [row('note', <Words text={one.note} />)] : []),
    row('sha256', <Code text={one.sha256} inline />),
  ]
}

/** What a third party needs to believe it. */
function Seal({ one }: Data) {
  const { say } = useHere()
  if (!one.issued) return null
  return (
    <Section title={say('documents.seal')} id="seal">
      <Prose>
        <p>{say('documents.seal.text')}</p>
      </Prose>
      <ButtonRow>
        <ButtonLink href={`/documents/${one.document}/cover`} kind="secondary">
          {say('documents.cover')}
        </ButtonLink>
        <ButtonLink href={`/documents/${one.document}/proof`} kind="secondary">
          {say('documents.proof')}
        </ButtonLink>
      </ButtonRow>
    </Section>
  )
}

function Versions({ versions, one, scans }: Data) {
  const { say } = useHere()
  if (one.origin === 'issued') return null
  const given = { replaces: one.document, title: one.title, kind: one.kind }
  return (
    <Section title={say('documents.versions')} id="versions">
      <Prose>
        <ul>
          {versions.map((older: Mine) => (
            <li key={older.document}>
              <a href={`/documents/${older.document}`}>{older.name}</a>,{' '}
              <When at={older.since} style="dateTime" />
            </li>
          ))}
        </ul>
      </Prose>
      <Details summary={say('documents.renew')}>
        <Form action={keep} with={given} fields={['document', 'note']} submit="documents.renew" />
        <Scanned scans={scans} />
      </Details>
    </Section>
  )
}

function Removing({ one }: Data) {
  const { say } = useHere()
  return (
    <Section title={say('documents.removing')} id="removing">
      <Prose>
        <p>{say(`documents.removing.${one.origin}`)}</p>
      </Prose>
      <Does action={remove} with={{ document: one.document }} kind="danger" />
    </Section>
  )
}

function View(data: Data) {
  const { say } = useHere()
  return (
    <>
      <Summary rows={useRows(data)} />
      <Seal {...data} />
      <Versions {...data} />
      <Shares {...data} say={say} />
      <Removing {...data} />
    </>
  )
}

/** One document of one's own. */
export const onePage = page({
  name: 'documents.one',
  path: '/documents/:document',
  who: residents,
  hidden: true,
  input: which,
  reads: { own, given },
  load,
  view: (data, { say }) => (
    <Layout
      title={data.one.title}
      breadcrumb={[
        { href: '/folder', text: say('service.folder') },
        { href: '/documents', text: say('documents.mine') },
      ]}
      actions={
        <ButtonLink href={`/documents/${data.one.document}/file`}>
          {say('documents.download')}
        </ButtonLink>
      }
    >
      <View {...data} />
    </Layout>
  ),
})
