/** How a list looks. */
import { useHere } from '#core/pages'
import {
  ButtonLink,
  Card,
  CardList,
  Details,
  Empty,
  Field,
  Filters,
  Form,
  Layout,
  Pager,
  Prose,
  Section,
  Tag,
  TextField,
  When,
} from '#design'
import { join } from '../actions/join.ts'
import { write } from '../actions/write.ts'
import type { ListData } from './list.tsx'
import { crumbs } from './lists.tsx'

function Threads({ list, threads, words, next, first }: ListData) {
  const { say } = useHere()
  if (words) return null
  return (
    <Section title={say('lists.threads')} id="threads">
      {threads.length === 0 && <Empty title={say('lists.noThreads')} />}
      <CardList stacked label={say('lists.threads')}>
        {threads.map((one) => (
          <Card
            key={one.id}
            title={one.title || say('lists.untitled')}
            href={`/lists/${list.name}/threads/${one.id}`}
            tag={one.answered ? <Tag tone="success">{say('lists.answered.is')}</Tag> : null}
            foot={
              <>
                <When at={one.lastAt} style="date" /> ·{' '}
                {say('lists.messages', { count: one.messages })}
              </>
            }
          />
        ))}
      </CardList>
      <Pager
        {...(next === null ? {} : { next: `/lists/${list.name}?before=${next}` })}
        {...(first ? {} : { first: `/lists/${list.name}` })}
      />
    </Section>
  )
}

function Found({ list, found, words }: ListData) {
  const { say } = useHere()
  if (!words) return null
  return (
    <Section title={say('lists.found', { count: found.length })} id="found">
      {found.length === 0 && <Empty title={say('lists.noneFound')} />}
      <CardList stacked label={say('lists.found', { count: found.length })}>
        {found.map((one) => (
          <Card
            key={one.id}
            title={one.subject}
            href={`/lists/${list.name}/threads/${one.thread}#m-${one.id}`}
            foot={
              <>
                <bdi>{one.shown ?? say('lists.somebody')}</bdi> ·{' '}
                <When at={one.writtenAt} style="date" />
              </>
            }
          >
            <p dir="auto">{one.body}</p>
          </Card>
        ))}
      </CardList>
    </Section>
  )
}

function Joining({ list, subscribed, code, address }: ListData) {
  const { say, by } = useHere()
  if (subscribed) {
    return (
      <>
        <Section title={say('lists.write')} id="write">
          <Form action={write} with={{ list: list.name }}>
            <Field name="subject" />
            <Field name="text" />
            <Field name="files" />
          </Form>
        </Section>
        <p>
          <a href={`/lists/mine/${code}`}>{say('lists.mine')}</a>
        </p>
      </>
    )
  }
  return (
    <Section title={say('lists.join')} id="join">
      <Prose>
        <p>{say('lists.join.text', { address })}</p>
        {by === null && <p>{say('lists.join.sign-in')}</p>}
      </Prose>
      <Form action={join} with={{ list: list.name }}>
        <Field name="email" />
        <Field name="shown" />
      </Form>
    </Section>
  )
}

export function ListView(data: ListData) {
  const { say } = useHere()
  const { list, words, address, moderates } = data
  return (
    <Layout
      title={list.title}
      lead={<span dir="auto">{list.about}</span>}
      eyebrow={say(`lists.kind.${list.kind}`)}
      breadcrumb={crumbs(say)}
      {...(moderates
        ? {
            actions: <ButtonLink href={`/lists/${list.name}/desk`}>{say('lists.desk')}</ButtonLink>,
          }
        : {})}
    >
      <Filters action={`/lists/${list.name}`} submit={say('lists.search')}>
        <TextField name="words" label={say('lists.words')} type="search" value={words} />
      </Filters>
      <Found {...data} />
      <Threads {...data} />
      <Joining {...data} />
      <Details summary={say('lists.rules')}>
        <p>{say('lists.rules.text', { address })}</p>
        <p>
          <a href={`/lists/${list.name}.mbox`}>{say('lists.mbox')}</a>
        </p>
      </Details>
    </Layout>
  )
}
