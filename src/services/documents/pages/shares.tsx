/** The links to a document: for whom, until when, how often opened; and a new one. */
import type { Say } from '#core/text'
import { Card, CardList, Details, Does, Form, Keepsake, Prose, Section, Tag, When } from '#design'
import { z } from 'zod'
import { endShare, share } from '../actions/sharing.ts'
import type { Data } from './one.tsx'

type Shown = Data['shares'][number]

const noteShape = z.object({ recipient: z.string(), why: z.string(), secret: z.string() })

function noted({ note }: Shown) {
  const empty = { recipient: '', why: '', secret: '' }
  if (note === null) return empty
  return noteShape.catch(empty).parse(JSON.parse(note))
}

/** A link ends with the midnight after its last day. */
const lastDay = (untilAt: string) => new Date(Date.parse(untilAt) - 1).toISOString()

/** What became of a link. */
function stateOf({ endedAt, untilAt, once, usedAt }: Shown, now: string) {
  if (endedAt !== null) return 'ended'
  if (untilAt <= now) return 'over'
  return once && usedAt !== null ? 'used' : 'open'
}

interface OneProps {
  readonly one: Shown
  readonly say: Say
  readonly url: string
  readonly now: string
}

/** The link itself, while it opens, and the way to end it. */
function Link({ one, say, url }: Omit<OneProps, 'now'>) {
  const { recipient, secret } = noted(one)
  return (
    <>
      <Keepsake
        label={say('documents.share-link')}
        value={`${url}/shared#${secret}`}
        hint={say('documents.share-link.hint')}
      />
      <Does
        action={endShare}
        with={{ share: one.share, document: one.document }}
        kind="danger"
        about={recipient}
      />
    </>
  )
}

/** When it was opened. */
function Openings({ one, say }: Pick<OneProps, 'one' | 'say'>) {
  return (
    <>
      <p>{say('documents.openings', { count: one.openings.length })}</p>
      {one.openings.length > 0 && (
        <ul>
          {one.openings.map((at) => (
            <li key={at}>
              <When at={at} style="dateTime" />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function One({ one, say, url, now }: OneProps) {
  const { recipient, why } = noted(one)
  const state = stateOf(one, now)
  const until = say.date(lastDay(one.untilAt))
  const tag = (
    <Tag tone={state === 'open' ? 'success' : 'neutral'}>
      {say(`documents.share-state.${state}`)}
    </Tag>
  )
  return (
    <div id={`share-${one.share}`}>
      <Card
        title={recipient}
        tag={tag}
        foot={say('documents.share-until', { day: until, once: String(one.once) })}
      >
        <p dir="auto">{why}</p>
        {state === 'open' && <Link one={one} say={say} url={url} />}
        <Openings one={one} say={say} />
      </Card>
    </div>
  )
}

/** Who else may see it. */
export function Shares({ one, shares, url, now, say }: Data & { say: Say }) {
  return (
    <Section title={say('documents.shares')} id="shares">
      <Prose>
        <p>{say('documents.shares.text')}</p>
      </Prose>
      <CardList stacked label={say('documents.shares')}>
        {shares.map((each) => (
          <One key={each.share} one={each} say={say} url={url} now={now} />
        ))}
      </CardList>
      <Details summary={say('documents.share.new')} open={shares.length === 0}>
        <Form
          action={share}
          with={{ document: one.document }}
          fields={['recipient', 'why', 'until', 'once', 'code']}
        />
      </Details>
    </Section>
  )
}
