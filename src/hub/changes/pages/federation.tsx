/** How this hub hangs together with others: its feed, the hubs it copies, the logs it witnesses, and what is wrong. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { readSeen } from '#core/record'
import type { Say } from '#core/text'
import { Empty, Form, Layout, Pager, Prose, Section, Table, Tag, When } from '#design'
import { readNames } from '#hub/cities'
import { z } from 'zod'
import { accept } from '../actions.ts'
import { acceptable } from '../model.ts'
import { type Accepted, listAccepted } from '../store/accepted.ts'
import { type Alarm, listAlarms } from '../store/alarms.ts'
import { listMembers } from '../store/members.ts'
import { countCopied, listMirrors } from '../store/mirrors.ts'
import { Alarms, failureText } from './parts.tsx'

const PART = 50

function Mirrors({ mirrors, say }: Pick<Federation, 'mirrors'> & { say: Say }) {
  if (mirrors.length === 0) return <p>{say('changes.mirrors.none')}</p>
  return (
    <Table
      caption={say('changes.mirrors')}
      quiet
      head={['hub', 'lines', 'cities', 'copiedAt', 'standing'].map((key) => say(`changes.${key}`))}
      numeric={[1, 2]}
      rows={mirrors.map(({ hub, lines, cities, copiedAt, failure }) => [
        <a key={hub} href={`/federation/mirrors/${encodeURIComponent(hub)}`}>
          <bdi>{hub}</bdi>
        </a>,
        lines,
        cities,
        copiedAt === null ? say('changes.never') : <When at={copiedAt} />,
        failure === null ? (
          <Tag tone="success">{say('changes.agrees')}</Tag>
        ) : (
          <Tag tone="warning">{failureText(failure, say)}</Tag>
        ),
      ])}
    />
  )
}

function Logs({ members, say }: Pick<Federation, 'members'> & { say: Say }) {
  if (members.length === 0) {
    return <Empty title={say('changes.logs.none')} text={say('changes.logs.none.text')} />
  }
  return (
    <Table
      caption={say('changes.logs')}
      quiet
      head={['city', 'log', 'size', 'seenAt', 'standing'].map((key) => say(`changes.${key}`))}
      numeric={[2]}
      rows={members.map(({ city, name, origin, seen, failure }) => [
        <a key={city} href={`/cities/${city}`}>
          {name}
        </a>,
        <bdi key="log">{origin ?? '–'}</bdi>,
        seen?.size ?? '–',
        seen ? <When at={seen.at} /> : say('changes.never'),
        failure === null ? (
          <Tag tone={seen ? 'success' : 'neutral'}>
            {say(seen ? 'changes.cosigned' : 'changes.waiting')}
          </Tag>
        ) : (
          <Tag tone="warning">{failureText(failure, say)}</Tag>
        ),
      ])}
    />
  )
}

/** Who came back under another key, for whoever may believe them again. */
function Accepting({ alarms, say }: { readonly alarms: readonly Alarm[]; readonly say: Say }) {
  const kinds: readonly string[] = acceptable
  const about = new Set(alarms.filter(({ kind }) => kinds.includes(kind)).map((one) => one.about))
  return [...about].map((one) => (
    <Section key={one} title={say('changes.accept.title')} id={`accept-${one}`}>
      <Prose>
        <p>
          <strong>
            <bdi>{one}</bdi>
          </strong>
        </p>
        <p>{say('changes.accept.text')}</p>
      </Prose>
      <Form action={accept} with={{ about: one }} kind="danger" />
    </Section>
  ))
}

function Believed({
  accepted,
  say,
}: {
  readonly accepted: readonly Accepted[]
  readonly say: Say
}) {
  if (accepted.length === 0) return null
  return (
    <Section title={say('changes.accepted')} id="accepted">
      <Table
        caption={say('changes.accepted')}
        quiet
        head={[
          say('changes.accept.about'),
          say('changes.accepted.on'),
          say('changes.accepted.reason'),
        ]}
        rows={accepted.map(({ id, about, at, reason }) => [
          <bdi key={id}>{about}</bdi>,
          <When at={at} style="date" />,
          <span dir="auto">{reason}</span>,
        ])}
      />
    </Section>
  )
}

export const federationPage = page({
  name: 'changes.federation',
  path: '/federation',
  who: anyone,
  input: z.object({
    after: z.string().max(100).optional(),
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, by }) {
    const found = await listMembers(tx, input.after ?? '', PART + 1)
    const part = found.slice(0, PART)
    const seen = await readSeen(
      tx,
      part.flatMap(({ origin }) => origin ?? []),
    )
    const names = await readNames(
      tx,
      part.map(({ city }) => city),
    )
    const mirrors = []
    for (const one of await listMirrors(tx)) {
      mirrors.push({ ...one, ...(await countCopied(tx, one.hub)) })
    }
    return {
      alarms: await listAlarms(tx),
      accepted: await listAccepted(tx),
      accepts: by.person?.permissions.includes('changes.accept') ?? false,
      mirrors,
      members: part.map(({ city, origin, failure }) => ({
        city,
        origin,
        failure,
        name: names.get(city)?.name ?? city,
        seen: origin === null ? undefined : seen.get(origin),
      })),
      next: found.length > PART ? part.at(-1)?.city : undefined,
    }
  },
  view: ({ alarms, accepted, accepts, mirrors, members, next }, { say }) => (
    <Layout
      title={say('changes.federation')}
      lead={say('changes.federation.lead')}
      breadcrumb={[{ href: '/coalition', text: say('coalition.show') }]}
    >
      <Alarms alarms={alarms} say={say} />
      {accepts && <Accepting alarms={alarms} say={say} />}
      <Section title={say('changes.feed')} id="feed">
        <Prose>
          <p>{say('changes.feed.text')}</p>
          <p>
            <a href="/federation/changes">
              <bdi>/federation/changes</bdi>
            </a>
          </p>
        </Prose>
      </Section>
      <Section title={say('changes.mirrors')} id="mirrors">
        <Mirrors mirrors={mirrors} say={say} />
      </Section>
      <Section title={say('changes.logs')} id="logs">
        <Logs members={members} say={say} />
        <Pager next={next ? `/federation?after=${encodeURIComponent(next)}` : undefined} />
      </Section>
      <Believed accepted={accepted} say={say} />
    </Layout>
  ),
})
type Federation = Awaited<ReturnType<typeof federationPage.load>>
