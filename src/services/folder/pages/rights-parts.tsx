import type { Say } from '#core/text'
import { basisIn, type Consent } from '#core/vault'
import { Does, Empty, Prose, Section, Table, Tag, When } from '#design'
import { lift, object, restrict, withdraw } from '../actions/rights.ts'
import { className, noticeName, purposeTitle, serviceName } from '../naming.ts'
import type { RightsData } from './rights.tsx'

type Part = RightsData & { readonly say: Say }

const heads = (say: Say, ...names: string[]) => names.map((name) => say(`folder.column.${name}`))

/** What somebody agreed to, each with one button to take it back. */
export function Consents({ consents, say }: Part) {
  const title = say('folder.consents')
  const state = (one: Consent) => {
    const about = noticeName(one.notice, say)
    if (one.withdrawn === null)
      return <Does action={withdraw} with={{ notice: one.notice }} about={about} />
    return (
      <>
        <Tag>{say('folder.withdrawn')}</Tag> <When at={one.withdrawn} style="date" />
      </>
    )
  }
  return (
    <Section title={title} id="consents">
      <Prose>
        <p>{say('folder.consents.text')}</p>
      </Prose>
      {consents.length === 0 ? (
        <Empty title={say('folder.consents.none')} />
      ) : (
        <Table
          caption={title}
          quiet
          head={heads(say, 'notice', 'service', 'given', 'act')}
          rows={consents.map((one) => [
            <a href={`/folder/consents/${one.id}`}>
              {say('folder.notice', { notice: noticeName(one.notice, say), version: one.version })}
            </a>,
            serviceName(one.module, say),
            <When at={one.given} style="date" />,
            state(one),
          ])}
        />
      )}
    </Section>
  )
}

interface Limited {
  readonly kind: 'restriction' | 'objection'
  readonly subject: string
  readonly since: string
  readonly about: string
  readonly say: Say
}

/** That it stands, since when, and the way to lift it. */
function Standing({ kind, subject, since, about, say }: Limited) {
  return (
    <div class="cr-buttons">
      <Tag tone="info">{say(`folder.stands.${kind}`)}</Tag> <When at={since} style="date" />
      <Does action={lift} with={{ kind, subject }} about={about} />
    </div>
  )
}

/** Classes of data that are kept and may be restricted (GDPR art. 18). */
export function Restrictions({ classes, say }: Part) {
  const title = say('folder.restrictions')
  return (
    <Section title={title} id="restrict">
      <Prose>
        <p>{say('folder.restrictions.text')}</p>
      </Prose>
      {classes.length === 0 ? (
        <Empty title={say('folder.restrictions.none')} />
      ) : (
        <Table
          caption={title}
          quiet
          head={heads(say, 'class', 'act')}
          rows={classes.map(({ code, since }) => {
            const about = className(code, say)
            const limited = { kind: 'restriction', subject: code, about, say } as const
            return [
              about,
              since ? (
                <Standing {...limited} since={since} />
              ) : (
                <Does action={restrict} with={{ class: code }} about={about} />
              ),
            ]
          })}
        />
      )}
    </Section>
  )
}

/** Purposes of public task or legitimate interest that read something that is kept (GDPR art. 21). */
export function Objections({ purposes, say }: Part) {
  const title = say('folder.objections')
  return (
    <Section title={title} id="object">
      <Prose>
        <p>{say('folder.objections.text')}</p>
      </Prose>
      {purposes.length === 0 ? (
        <Empty title={say('folder.objections.none')} />
      ) : (
        <Table
          caption={title}
          quiet
          head={heads(say, 'purpose', 'basis', 'act')}
          rows={purposes.map(({ id, gdpr, law, since }) => {
            const about = purposeTitle(id, say)
            const limited = { kind: 'objection', subject: id, about, say } as const
            return [
              about,
              basisIn({ gdpr, law }, say),
              since ? (
                <Standing {...limited} since={since} />
              ) : (
                <Does action={object} with={{ purpose: id }} about={about} />
              ),
            ]
          })}
        />
      )}
    </Section>
  )
}

/** What could be erased, and what would come of it now. */
export function Erasing({ standing, say }: Part) {
  const title = say('folder.erasing.section')
  return (
    <Section title={title} id="erase">
      <Prose>
        <p>{say('folder.erasing.section.text')}</p>
      </Prose>
      <Table
        caption={title}
        quiet
        head={heads(say, 'class', 'outcome', 'act')}
        rows={standing.map(({ class: code, held, needed }) => [
          className(code, say),
          say(`folder.would.${held ? 'held' : needed ? 'needed' : 'erased'}`),
          <a href={`/folder/erasing/${encodeURIComponent(code)}`}>
            {say('folder.erasing.link')}
            <span class="govuk-visually-hidden"> {className(code, say)}</span>
          </a>,
        ])}
      />
    </Section>
  )
}

/** What was erased, and when no copy of its key is left. */
export function Receipts({ erasures, say }: Part) {
  if (erasures.length === 0) return null
  const title = say('folder.receipts')
  return (
    <Section title={title} id="erased">
      <Prose>
        <p>{say('folder.receipts.text')}</p>
      </Prose>
      <Table
        caption={title}
        quiet
        head={heads(say, 'class', 'why', 'values', 'erased', 'gone', 'number')}
        numeric={[2]}
        rows={erasures.map((one) => [
          className(one.class, say),
          say(`folder.why-erased.${one.why}`),
          say.number(one.values),
          <When at={one.at} style="date" />,
          <When at={one.goneAt} style="date" />,
          <bdi>{one.id}</bdi>,
        ])}
      />
    </Section>
  )
}
