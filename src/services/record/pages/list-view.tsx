/** The public record as a page: how the log stands, filters, entries, and how to check them. */
import { useHere } from '#core/pages'
import {
  ButtonLink,
  DateField,
  Empty,
  Filters,
  Layout,
  Notice,
  Pager,
  Proven,
  Select,
  TextField,
  Timeline,
} from '#design'
import type { ListData } from './list.tsx'
import { addressOf } from './parts/asked.ts'
import { Checking } from './parts/checking.tsx'
import { Downloads } from './parts/downloads.tsx'
import { actor, kindName, sentence, type Told } from './parts/naming.ts'

/** Calm when all is well; what is not well comes first. */
function Standing({ log, evidence }: ListData) {
  const { say } = useHere()
  const { size, seen, asked, at, unseen, still, alarm } = log
  return (
    <>
      {still && (
        <Notice tone="warning" title={say('record.standing')}>
          <p>{say('record.standing.text', { since: say.date(still, 'dateTime') })}</p>
        </Notice>
      )}
      {alarm && (
        <Notice tone="warning" title={say('record.alarm')}>
          <p>{say('record.alarm.text', { witness: alarm.witness, size: alarm.size })}</p>
        </Notice>
      )}
      {evidence > 0 && (
        <Notice tone="warning" title={say('record.split')}>
          <p>
            {say('record.split.text', { count: evidence })}{' '}
            <a href="/record/evidence">{say('record.split.link')}</a>
          </p>
        </Notice>
      )}
      <Proven entries={size} proved={size > 0} seen={seen} asked={asked} at={at}>
        {seen > 0 && unseen > 0 && say('record.unseen', { count: unseen })}{' '}
        <a href="#checking">{say('record.toChecking')}</a>
      </Proven>
    </>
  )
}

function kindOptions({ kinds }: ListData, say: ReturnType<typeof useHere>['say']) {
  return kinds.flatMap(({ service, kinds: own }) => {
    const group = say(`service.${service}`)
    return [
      { value: service, text: say('record.kind.whole', { service: group }), group },
      ...own.map((kind) => ({ value: kind, text: kindName(kind, say), group })),
    ]
  })
}

function Search(data: ListData) {
  const { say } = useHere()
  const { asked, wrong } = data
  const set = Object.values(asked).some(Boolean)
  const error = (field: keyof typeof wrong) =>
    wrong[field] && say(`record.wrong.${wrong[field]}`, { text: asked[field] ?? '' })
  return (
    <Filters action="/record" clear={set ? '/record' : undefined}>
      <TextField
        name="subject"
        type="search"
        label={say('record.subject')}
        hint={say('record.subject.hint')}
        value={asked.subject ?? ''}
        error={error('subject')}
      />
      <Select
        name="kind"
        label={say('record.kind')}
        none={say('record.kind.all')}
        value={asked.kind ?? asked.service}
        options={kindOptions(data, say)}
      />
      <DateField
        name="from"
        label={say('record.from')}
        value={asked.from ?? ''}
        error={error('from')}
      />
      <DateField name="to" label={say('record.to')} value={asked.to ?? ''} error={error('to')} />
    </Filters>
  )
}

function Nothing({ wrong, asked, log }: ListData) {
  const { say } = useHere()
  const all = <a href="/record">{say('record.showAll')}</a>
  if (wrong.from || wrong.to)
    return <Empty title={say('record.misread')} text={say('record.misread.text')} action={all} />
  if (Object.values(asked).some(Boolean) || log.size > 0)
    return <Empty title={say('record.nothing')} text={say('record.nothing.text')} action={all} />
  return <Empty title={say('record.none')} text={say('record.none.text')} />
}

function Entries({ entries }: { entries: readonly Told[] }) {
  const { say } = useHere()
  return (
    <Timeline
      level={2}
      items={entries.map((entry) => ({
        at: entry.at,
        title: <a href={`/record/${entry.id}`}>{sentence(entry, say)}</a>,
        by: actor(entry, say),
        proof: { href: `/record/${entry.id}#proof`, about: sentence(entry, say) },
      }))}
    />
  )
}

/** The public record as a page. */
export function ListView(data: ListData) {
  const { say } = useHere()
  const { entries, asked, next, previous } = data
  const to = (more: Record<string, string>) => addressOf('/record', { ...asked, ...more })
  return (
    <Layout
      title={say('record.show')}
      lead={say('record.show.lead')}
      actions={
        <ButtonLink href="/record/check" kind="secondary">
          {say('record.check')}
        </ButtonLink>
      }
      feed={{ href: addressOf('/record.atom', asked), title: say('record.show') }}
    >
      <Standing {...data} />
      <Search {...data} />
      {entries.length === 0 ? <Nothing {...data} /> : <Entries entries={entries} />}
      <Pager
        previous={previous ? to({ after: previous }) : undefined}
        next={next ? to({ before: next }) : undefined}
      />
      <Downloads asked={asked} />
      <Checking url={data.url} />
    </Layout>
  )
}
