/** The desk of whoever oversees the processing of data: clocks first, then what waits for somebody. */
import { page } from '#core/pages'
import { addDays, dateIn } from '#core/kernel'
import type { Say } from '#core/text'
import { ButtonLink, ButtonRow, Does, Empty, Layout, Notice, Section, Table, Tag } from '#design'
import { countDesk } from '#services/protection'
import { z } from 'zod'
import { revise } from '../actions/begin.ts'
import { writers } from '../actions/forms.ts'
import { fieldName, purposeTitle } from '../naming.ts'
import { activitiesOf } from '../register.ts'
import { type Form, listForms } from '../store/forms.ts'
import { listUnread } from '../store/register.ts'
import { openClocks } from './looking.ts'
import { Clocks, trail } from './parts.tsx'

const addressOf = ({ code, state }: Pick<Form, 'code' | 'state'>) =>
  state === 'draft'
    ? `/processing/assessments/${code}/write/1`
    : state === 'review'
      ? `/processing/assessments/${code}/review`
      : `/processing/assessments/${code}`

type Counts = Awaited<ReturnType<typeof countDesk>>
/** Days before its end in which a request is soon due. */
const SOON = 7

interface Waiting {
  readonly forms: readonly (Pick<Form, 'code' | 'state' | 'title' | 'version' | 'reviewOn'> & {
    /** It is published, and no newer version of it is being written. */
    readonly again: boolean
  })[]
  readonly today: string
  readonly say: Say
}

function Assessments({ forms, today, say }: Waiting) {
  const title = say('processing.desk.assessments')
  return (
    <Section title={title} id="assessments">
      {forms.length === 0 ? (
        <Empty title={say('processing.desk.assessments.none')} />
      ) : (
        <Table
          caption={title}
          quiet
          head={['assessment', 'version', 'state', 'review', 'act'].map((one) =>
            say(`processing.column.${one}`),
          )}
          rows={forms.map((it) => [
            <a href={addressOf(it)} dir="auto">
              {it.title}
            </a>,
            say.number(it.version),
            say(`processing.state.${it.state}`),
            it.reviewOn === null ? (
              '–'
            ) : (
              <>
                {say.date(`${it.reviewOn}T12:00:00.000Z`)}{' '}
                {it.reviewOn < today && <Tag tone="warning">{say('processing.overdue')}</Tag>}
              </>
            ),
            it.again ? <Does action={revise} with={{ code: it.code }} about={it.title} /> : '–',
          ])}
        />
      )}
      <ButtonRow>
        <ButtonLink href="/processing/assessments/begin" kind="secondary">
          {say('processing.begin-page')}
        </ButtonLink>
      </ButtonRow>
    </Section>
  )
}

/** Purposes that many people or special categories need an assessment for, and that have none. */
function Missing({ missing, say }: { missing: readonly { id: string; dpia: string }[]; say: Say }) {
  if (missing.length === 0) return null
  return (
    <Section title={say('processing.desk.missing')} id="missing">
      <ul>
        {missing.map(({ id, dpia }) => (
          <li key={id}>
            <a href={`/processing/${id}`}>{purposeTitle(id, say)}</a>:{' '}
            {say('processing.dpia.missing', { code: dpia })}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Unread({
  unread,
  say,
}: {
  unread: readonly { purpose: string; field: string }[]
  say: Say
}) {
  const title = say('processing.desk.unread')
  if (unread.length === 0) return null
  return (
    <Section title={title} id="unread">
      <Table
        caption={title}
        quiet
        head={['purpose', 'field'].map((one) => say(`processing.column.${one}`))}
        rows={unread.map((it) => [
          <a href={`/processing/${it.purpose}`}>{purposeTitle(it.purpose, say)}</a>,
          fieldName(it.field, say),
        ])}
      />
    </Section>
  )
}

/** Requests of residents have clocks as well; they stand at a desk of their own. */
function Requests({ requests, say }: { requests: Counts | null; say: Say }) {
  if (requests === null) return null
  const { open, overdue, soon } = requests
  return (
    <Notice
      tone={overdue > 0 ? 'error' : soon > 0 ? 'warning' : 'info'}
      title={say('processing.desk.requests', { open, overdue, soon })}
    >
      <p>
        <a href="/protection/desk">{say('processing.desk.requests.link')}</a>
      </p>
    </Notice>
  )
}

/** What waits, what runs out, and what could be dropped. */
export const deskPage = page({
  name: 'processing.desk',
  path: '/processing/desk',
  who: writers,
  menu: 84,
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx, declared, city, now }) {
    const published = await listForms(tx, ['published'])
    const codes = new Set(published.map(({ code }) => code))
    const open = await listForms(tx, ['draft', 'review'])
    const written = new Set(open.map(({ code }) => code))
    const today = dateIn(now, city.zone)
    const asked = declared.services.some(({ name }) => name === 'protection')
    return {
      clocks: await openClocks(tx),
      forms: [...open, ...published].map(({ code, state, title, version, reviewOn }) => {
        const again = state === 'published' && !written.has(code)
        return { code, state, title, version, reviewOn, again }
      }),
      missing: activitiesOf(declared, city).flatMap(({ id, needsDpia, dpia }) =>
        needsDpia && dpia !== null && !codes.has(dpia) ? [{ id, dpia }] : [],
      ),
      unread: await listUnread(tx),
      requests: asked ? await countDesk(tx, { today, soon: addDays(today, SOON) }) : null,
      today,
    }
  },
  view: (data, { say }) => (
    <Layout
      title={say('processing.desk')}
      lead={say('processing.desk.lead')}
      breadcrumb={trail(say)}
      actions={
        <ButtonLink href="/processing/breaches/new">{say('processing.open-page')}</ButtonLink>
      }
    >
      <Clocks breaches={data.clocks} />
      <Requests {...data} say={say} />
      <Assessments {...data} say={say} />
      <Missing {...data} say={say} />
      <Unread {...data} say={say} />
      <ButtonRow>
        {(['breaches', 'holds', 'sets'] as const).map((one) => (
          <ButtonLink key={one} href={`/processing/${one}`} kind="secondary">
            {say(`processing.${one}-page`)}
          </ButtonLink>
        ))}
      </ButtonRow>
    </Layout>
  ),
})
