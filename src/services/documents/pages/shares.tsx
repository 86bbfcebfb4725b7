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

/** What became of a link. */
function stateOf({ endedAt, untilAt, once, usedAt }: Shown, now: string) {
  if (endedAt !== null) return 'ended'
  if (untilAt <= now) return 'over'
  return once && usedAt !== null ? 'used' : 'open'
}

function One({ one, say, url, now }: { one: Shown; say: Say; url: string; now: string }) {
  const { recipient, why, secret } = noted(one)
  const state = stateOf(one, now)
  const { openings } = one
  return (
    <div id={`share-${one.share}`}>
      <Card
        title={recipient}
        tag={
          <Tag tone={state === 'open' ? 'success' : 'neutral'}>
            {say(`documents.share-state.${state}`)}
          </Tag>
        }
        foot={say('documents.share-until', { day: say.date(one.untilAt), once: String(one.once) })}
      >
        <p dir="auto">{why}</p>
        {state === 'open' && (
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
        )}
        <p>{say('documents.openings', { count: openings.length })}</p>
        <ul>
          {openings.map((at) => (
            <li key={at}>
              <When at={at} style="dateTime" />
            </li>
          ))}
        </ul>
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
      <CardList stacked>
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
