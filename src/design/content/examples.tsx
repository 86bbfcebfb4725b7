import { Personal as Secret } from '#core/vault'
import { NOW } from '../example-here.ts'
import type { Example } from '../examples.tsx'
import { Button, ButtonLink, ButtonRow } from './button.tsx'
import { Details, Empty, Keepsake, Notice, Tag } from './notice.tsx'
import { Code, Columns, Heading, Lead, Prose, Section, Words } from './prose.tsx'
import { MarkedWords } from './marked.tsx'
import { Proven } from './proven.tsx'
import { Steps, Tabs } from './steps.tsx'
import { Personal, Stats, When } from './values.tsx'

const TONES = ['neutral', 'info', 'success', 'warning', 'error'] as const
const STATES = ['new', 'open', 'done', 'waiting', 'refused'] as const

/** Words, messages, numbers and buttons. */
export const contentExamples: Readonly<Record<string, Example>> = {
  buttons: {
    part: (say) => (
      <ButtonRow>
        <Button>{say('example.send')}</Button>
        <ButtonLink href="/reports" kind="secondary">
          {say('example.reports')}
        </ButtonLink>
        <Button kind="danger">{say('example.withdraw')}</Button>
      </ButtonRow>
    ),
  },
  'running text': {
    part: (say) => (
      <Section title={say('example.page')} id="section">
        <Lead>{say('example.page.lead')}</Lead>
        <Prose>
          <p>
            {say('example.card.text')} <a href="/reports">{say('example.reports')}</a>.
          </p>
          <ul>
            <li>{say('example.card')}</li>
            <li>{say('example.card.two')}</li>
          </ul>
        </Prose>
        <Heading level={3}>{say('example.more')}</Heading>
        <Words text={`${say('example.card.text')}\n\n${say('example.moment.text')}`} />
      </Section>
    ),
  },
  columns: {
    part: (say) => (
      <Columns aside={<Notice title={say('example.notice')} />}>
        <Prose>
          <p>{say('example.card.text')}</p>
        </Prose>
      </Columns>
    ),
  },
  notices: {
    part: (say) => (
      <>
        {TONES.map((tone) => (
          <Notice key={tone} tone={tone} title={say('example.notice')}>
            <p>{say('example.notice.text')}</p>
          </Notice>
        ))}
      </>
    ),
  },
  tags: {
    part: (say) => (
      <p>
        {STATES.map((state, index) => (
          <Tag key={state} tone={TONES[index] ?? 'neutral'}>
            {say(`example.${state}`)}
          </Tag>
        ))}
      </p>
    ),
  },
  'something to keep': {
    part: (say) => (
      <Keepsake
        label={say('example.code')}
        value="k7pq-4mzd-x2wn-9c3t"
        hint={say('example.code.hint')}
      />
    ),
  },
  'nothing yet': {
    part: (say) => (
      <Empty
        title={say('example.none')}
        text={say('example.none.text')}
        action={<ButtonLink href="/reports/new">{say('example.page')}</ButtonLink>}
      />
    ),
  },
  details: {
    part: (say) => (
      <Details summary={say('example.more')} open>
        <p>{say('example.card.text')}</p>
      </Details>
    ),
  },
  steps: { part: (say) => <Steps current={2} total={5} label={say('example.step')} /> },
  tabs: {
    part: (say) => (
      <Tabs
        label={say('example.reports')}
        tabs={[
          { href: '/reports', text: say('example.all'), current: true, count: 1284 },
          { href: '/reports?mine=yes', text: say('example.mine'), current: false, count: 3 },
        ]}
      />
    ),
  },
  numbers: {
    part: (say) => (
      <Stats
        items={[
          { label: say('example.open'), value: 1284, href: '/reports?state=open' },
          { label: say('example.done'), value: 9310 },
          { label: say('example.waiting'), value: '4,5', hint: say('example.when') },
        ]}
      />
    ),
  },
  'a moment': {
    part: () => (
      <p>
        <When at="2026-11-22T08:05:00.000Z" /> · <When at={NOW} style="date" /> ·{' '}
        <When at="2026-11-22T08:05:00.000Z" style="ago" />
      </p>
    ),
  },
  'words with marks': {
    part: (say) => (
      <MarkedWords
        parts={[
          { text: 'The lamp is dark, call ', mark: null },
          { text: '020 624 1111', mark: { hidden: true, label: say('example.send.email') } },
          { text: ' or ask ', mark: null },
          { text: 'Mr. Example', mark: { hidden: false, label: say('example.more') } },
        ]}
      />
    ),
  },
  'what programs read': {
    part: () => (
      <>
        <p>
          <Code inline text="uQHxuFPDQqKGZFW1N6rKU7nVWzpkNVr0AZg4xmYsXvE=" />
        </p>
        <Code text={`{"at":"${NOW}","by":"role:resident","d":{"number":"R-1029"},"v":1}`} />
      </>
    ),
  },
  'on the public record': {
    part: (say) => (
      <>
        <Proven proved={false} seen={0} asked={3} at={null} />
        <Proven proved seen={0} asked={0} at={null} />
        <Proven proved seen={0} asked={3} at={null} />
        <Proven proved seen={2} asked={3} at="2026-11-22T08:05:00.000Z">
          <a href="/record">{say('example.more')}</a>
        </Proven>
        <Proven proved entries={12345} seen={2} asked={3} at="2026-11-22T08:05:00.000Z" />
      </>
    ),
  },
  'a personal value': {
    part: () => (
      <p>
        <Personal
          value={new Secret('amina@example.org', 'example.contact', ['staff-view'])}
          sink="staff-view"
        />
      </p>
    ),
  },
}
