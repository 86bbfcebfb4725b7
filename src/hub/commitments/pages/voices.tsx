/** The four voices, each in its own words and with its own day. There is no sum. */
import type { Say } from '#core/text'
import { Details, Empty, Heading, Notice, Section, Summary, Tag, When, Words } from '#design'
import type { Reached } from '#hub/evidence'
import type { Stage } from '../model.ts'
import type { Review, Statement, Voice } from '../store/voices.ts'
import { noon, StatusTag } from './parts.tsx'

interface Said {
  readonly it: { readonly city: string }
  readonly statements: readonly Statement[]
  readonly findings: readonly Reached[]
  readonly peers: readonly (Voice & { readonly cityName: string })[]
  readonly reviews: readonly Review[]
  readonly waiting: readonly { readonly stage: Stage; readonly replyDue: string }[]
}

/** City, machine, peers, reviewer: side by side, never averaged. */
export function Voices({ data, say }: { readonly data: Said; readonly say: Say }) {
  return (
    <Section title={say('commitments.voices')} id="voices">
      <p>{say('commitments.voices.lead')}</p>
      <CityVoice statements={data.statements} say={say} />
      <Heading level={3}>{say('commitments.voice.machine')}</Heading>
      <Machine city={data.it.city} findings={data.findings} say={say} />
      <Heading level={3}>{say('commitments.voice.peers')}</Heading>
      {data.peers.length === 0 && <Empty title={say('commitments.nothing-said')} />}
      {data.peers.map((one, index) => (
        <Summary key={index} title={one.cityName} rows={peerRows(one, say)} />
      ))}
      <Heading level={3}>{say('commitments.voice.review')}</Heading>
      {data.reviews.length + data.waiting.length === 0 && (
        <Empty title={say('commitments.nothing-said')} />
      )}
      {data.waiting.map(({ stage, replyDue }) => (
        <Notice key={stage} title={say(`commitments.stage.${stage}`)}>
          <p>
            {say('commitments.waiting')} <When at={noon(replyDue)} style="date" /> ·{' '}
            <a href="/endorsements/working-days">{say('commitments.calendar')}</a>
          </p>
        </Notice>
      ))}
      {data.reviews.map((one) => (
        <ReviewBlock key={one.stage} review={one} say={say} />
      ))}
    </Section>
  )
}

function CityVoice({ statements, say }: { statements: readonly Statement[]; say: Say }) {
  const [last, ...before] = statements
  return (
    <>
      <Heading level={3}>{say('commitments.voice.city')}</Heading>
      {last ? (
        <Summary rows={statementRows(last, say)} />
      ) : (
        <Empty title={say('commitments.nothing-said')} />
      )}
      {before.length > 0 && (
        <Details summary={say('commitments.before')}>
          {before.map((one, index) => (
            <Summary key={index} rows={statementRows(one, say)} />
          ))}
        </Details>
      )}
    </>
  )
}

function statementRows({ half, status, effect, text, at }: Statement, say: Say) {
  const [year = '', part = ''] = half.split('-')
  return [
    { key: say('commitments.said-on'), value: <When at={at} style="date" /> },
    { key: say('commitments.half'), value: say('commitments.half.of', { year, part }) },
    { key: say('commitments.column.status'), value: <StatusTag status={status} say={say} /> },
    ...(effect === null ? [] : [effectRow(effect, say)]),
    ...(text === '' ? [] : [{ key: say('commitments.words'), value: <Words text={text} /> }]),
  ]
}

const effectRow = (effect: string, say: Say) => ({
  key: say('commitments.effect'),
  value: say(`commitments.effect.${effect}`),
})

function Machine({
  city,
  findings,
  say,
}: {
  city: string
  findings: readonly Reached[]
  say: Say
}) {
  if (findings.length === 0) return <Empty title={say('commitments.nothing-found')} />
  return (
    <Summary
      rows={findings.map(({ item, value, level, seenAt }) => ({
        key: say(`evidence.item.${item}`),
        value: (
          <>
            <Tag>{say(`evidence.value.${value}`)}</Tag> {say(`evidence.level.${level}`)} ·{' '}
            <When at={seenAt} style="date" /> ·{' '}
            <a href={`/evidence/${city}/${item}`}>
              {say('commitments.evidence')}
              <span class="govuk-visually-hidden"> {say(`evidence.item.${item}`)}</span>
            </a>
          </>
        ),
      }))}
    />
  )
}

function peerRows({ status, ambition, text, at }: Voice, say: Say) {
  return [
    { key: say('commitments.said-on'), value: <When at={at} style="date" /> },
    { key: say('commitments.column.status'), value: <StatusTag status={status} say={say} /> },
    { key: say('commitments.ambition'), value: say(`commitments.ambition.${ambition}`) },
    { key: say('commitments.words'), value: <Words text={text} /> },
  ]
}

function judgement({ ambition, verifiable, status, effect }: Review, say: Say) {
  const yes = verifiable ? 'commitments.yes' : 'commitments.no'
  return [
    ...(ambition === null
      ? []
      : [
          { key: say('commitments.ambition'), value: say(`commitments.ambition.${ambition}`) },
          { key: say('commitments.verifiable'), value: say(yes) },
        ]),
    ...(status === null
      ? []
      : [
          { key: say('commitments.column.status'), value: <StatusTag status={status} say={say} /> },
        ]),
    ...(effect === null ? [] : [effectRow(effect, say)]),
  ]
}

/** What a reviewer says, and what the city replied: both, or the note that it did not. */
export function ReviewBlock({ review, say }: { readonly review: Review; readonly say: Say }) {
  const { stage, at, interests, text, reply, publishedAt } = review
  return (
    <>
      <Summary
        title={say(`commitments.stage.${stage}`)}
        rows={[
          { key: say('commitments.said-on'), value: <When at={at} style="date" /> },
          ...judgement(review, say),
          { key: say('commitments.interests'), value: <Words text={interests} /> },
          { key: say('commitments.words'), value: <Words text={text} /> },
        ]}
      />
      {publishedAt !== null && (
        <Notice tone="neutral" title={say('commitments.city-replies')}>
          {reply === null ? <p>{say('commitments.no-reply')}</p> : <Words text={reply} />}
        </Notice>
      )}
    </>
  )
}
