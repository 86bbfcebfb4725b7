/** What of other services belongs on the first page of a folder: messages, and what is due. */
import type { Look } from '#core/pages'
import type { Say } from '#core/text'
import { ButtonLink, ButtonRow, Section, Table, Tag, When } from '#design'
import { aboutOf, type Brief, dueTitle, readBrief, threadName } from '#services/messages'

/** What waits for whoever looks; undefined in a city without messages. */
export async function waiting(look: Look<unknown>): Promise<Brief | undefined> {
  const { declared, folder, tx } = look
  if (!declared.services.some(({ name }) => name === 'messages')) return undefined
  return readBrief(tx, await folder.refIn('messages'))
}

interface Props {
  readonly brief: Brief | undefined
  readonly today: string
  readonly say: Say
}

/** New messages, and what is due next by its day. */
export function Waiting({ brief, today, say }: Props) {
  if (!brief) return null
  const { unread, dues } = brief
  return (
    <Section title={say('folder.waiting')} id="waiting">
      {dues.length > 0 && (
        <Table
          caption={say('folder.due')}
          quiet
          head={['day', 'what', 'about'].map((name) => say(`folder.column.${name}`))}
          rows={dues.map((due) => [
            <>
              <When at={due.on} style="date" />{' '}
              {due.on < today && <Tag tone="warning">{say('folder.due.late')}</Tag>}
            </>,
            dueTitle(due, say),
            <a href={`/messages/${threadName(due.thread)}`}>{aboutOf(due, say)}</a>,
          ])}
        />
      )}
      <ButtonRow>
        <ButtonLink href="/messages" kind="secondary">
          {say('folder.messages.new', { count: unread })}
        </ButtonLink>
        <ButtonLink href="/messages/due" kind="secondary">
          {say('folder.due')}
        </ButtonLink>
      </ButtonRow>
    </Section>
  )
}
