/** What two others read before an entry is published. */
import { isMended, readStanding, TRIAL_DAYS } from '#core/decisions'
import { Refusal } from '#core/kernel'
import type { Tx } from '#core/database'
import { page } from '#core/pages'
import { Form, Layout, Notice, Section, Table, Timeline } from '#design'
import { z } from 'zod'
import { review, reviewers } from '../actions/reviewing.ts'
import { differences } from '../model.ts'
import { type Entry, findEntry, listReviews } from '../store/entries.ts'
import { wouldRun } from '../versions.ts'
import { deskTrail } from './parts.tsx'

/** What agreeing would do to a decision that failed its audit; null where none failed. */
async function mendingOf(tx: Tx, entry: Entry, now: string): Promise<'mends' | 'stays' | null> {
  const standing = await readStanding(tx, entry.name)
  const running = await wouldRun(tx, entry)
  if (!running || standing?.auditVerdict !== 'fail' || standing.onTrial) return null
  return (await isMended(tx, standing, { ...running, now })) ? 'mends' : 'stays'
}

/** What changes against the version in force, with the form for one voice. */
export const reviewPage = page({
  name: 'algorithms.review-page',
  path: '/algorithms/:name/review',
  who: reviewers,
  input: z.object({ name: z.string().max(100), language: z.string().max(10).optional() }),
  async load({ input, tx, by, now }) {
    const entry = await findEntry(tx, input.name, ['review'])
    if (!entry) throw new Refusal('not-found', ['no-such-draft'])
    const before = await findEntry(tx, input.name, ['published'])
    const said = (await listReviews(tx, entry)).filter(({ round }) => round === entry.round)
    return {
      name: input.name,
      mending: await mendingOf(tx, entry, now),
      version: entry.version,
      runs: (await readStanding(tx, input.name))?.version ?? null,
      changes: differences(before?.document ?? {}, entry.document),
      said: said.map(({ verdict, words, at }) => ({ verdict, words, at })),
      own: entry.authors.includes(by.ref ?? ''),
      done: said.some((one) => one.by === by.ref),
    }
  },
  view: ({ name, mending, version, runs, changes, said, own, done }, { say }) => (
    <Layout
      title={say('algorithms.review-page')}
      lead={say('algorithms.review-page.lead', { agreed: said.length })}
      breadcrumb={deskTrail(say)}
    >
      {mending && (
        <Notice
          tone={mending === 'stays' ? 'warning' : 'info'}
          title={say(`algorithms.trial.${mending}`, { days: TRIAL_DAYS })}
        />
      )}
      {version !== null && version !== runs && (
        <Notice
          tone="info"
          title={say('algorithms.review-version', { version, runs: runs ?? 0 })}
        />
      )}
      <Table
        caption={say('algorithms.history.changes', { name })}
        head={['field', 'before', 'after'].map((one) => say(`algorithms.history.${one}`))}
        rows={changes.map(({ language, field, before, after }) => [
          `${say(`algorithms.field.${field}`)} (${language})`,
          <span lang={language} dir="auto">
            {before || '–'}
          </span>,
          <span lang={language} dir="auto">
            {after || '–'}
          </span>,
        ])}
      />
      {said.length > 0 && (
        <Timeline
          items={said.map(({ verdict, words, at }) => ({
            at,
            title: say(`algorithms.review.verdict.${verdict}`),
            text: words,
          }))}
        />
      )}
      {own && <Notice title={say('algorithms.review-own')} />}
      {done && <Notice title={say('algorithms.review-done')} />}
      {!own && !done && (
        <Section title={say('algorithms.review-voice')} id="voice">
          <Form action={review} with={{ name }} fields={['verdict', 'words']} />
        </Section>
      )}
    </Layout>
  ),
})
