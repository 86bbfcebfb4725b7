/** What several pages of messages draw the same way. */
import type { CityFacts } from '#core/actions'
import type { Say } from '#core/text'
import { type Item, reveal, type Sink } from '#core/vault'
import { Table, Tag, type Tone, When, Words } from '#design'
import { itemOf, threadName } from '../model.ts'
import { aboutOf, dueTitle, unitName } from '../naming.ts'
import type { Due } from '../store/dues.ts'
import type { Message } from '../store/threads.ts'

const TONES: Readonly<Record<Due['state'], Tone>> = {
  open: 'info',
  paid: 'success',
  done: 'success',
  withdrawn: 'neutral',
}

/** How something that is due stands; open and over its day, it is late. */
export function DueState({ due, today, say }: { due: Due; today: string; say: Say }) {
  const late = due.state === 'open' && due.on < today
  return (
    <Tag tone={late ? 'warning' : TONES[due.state]}>
      {say(late ? 'messages.due.late' : `messages.due.state.${due.state}`)}
    </Tag>
  )
}

interface Dues {
  readonly dues: readonly Due[]
  readonly today: string
  readonly city: Pick<CityFacts, 'units'>
  /** On the page of its thread nothing has to lead there. */
  readonly inThread?: boolean
  readonly say: Say
}

/** What is due, by its day, with the way to pay. */
export function DueTable({ dues, today, city, inThread = false, say }: Dues) {
  const heads = ['day', 'what', 'unit', 'state', 'act']
  return (
    <Table
      caption={say('messages.due')}
      quiet
      head={heads.map((name) => say(`messages.column.${name}`))}
      rows={dues.map((due) => [
        <When at={due.on} style="date" />,
        <>
          {dueTitle(due, say)}
          {!inThread && (
            <>
              <br />
              <a href={`/messages/${threadName(due.thread)}`}>{aboutOf(due, say)}</a>
            </>
          )}
        </>,
        unitName(city, due.unit, say.language),
        <DueState due={due} today={today} say={say} />,
        due.link && due.state === 'open' ? (
          <a href={due.link} rel="noreferrer">
            {say(`messages.go.${due.kind}`)}
            <span class="govuk-visually-hidden">: {dueTitle(due, say)}</span>
          </a>
        ) : (
          ''
        ),
      ])}
    />
  )
}

/** A message with its words, as far as they may be read. */
export interface Spoken extends Message {
  readonly text: Item['value'] | null
}

/** Messages with the words that the vault gave for them. */
export function spoken(
  number: number,
  messages: readonly Message[],
  items: readonly Item[],
): Spoken[] {
  const words = new Map(items.map(({ item, value }) => [item, value]))
  return messages.map((one) => ({ ...one, text: words.get(itemOf(number, one.id)) ?? null }))
}

/** The words of one message; lines stay lines. */
export function Said({ one, sink, say }: { one: Spoken; sink: Sink; say: Say }) {
  return one.text === null ? (
    <p>{say('messages.no-words')}</p>
  ) : (
    <Words text={reveal(one.text, sink)} />
  )
}

/** Who wrote, in their role. */
export function writer(one: Message, unit: string, say: Say): string {
  return say(`messages.by.${one.written}`, { unit, badge: one.badge ?? '' })
}
