import { type DeclaredAction, page } from '#core/pages'
import { anyone } from '#core/people'
import { Details, Layout, Prose, Section, Table } from '#design'
import type { Say } from '#core/text'
import { z } from 'zod'

interface Property {
  readonly type?: string
  readonly format?: string
  readonly maxLength?: number
  readonly enum?: readonly unknown[]
}
type Shape = {
  readonly properties?: Record<string, Property>
  readonly required?: readonly string[]
}

const typeOf = ({ type, format, maxLength, enum: values }: Property): string =>
  [values ? values.join(' | ') : (type ?? 'any'), format, maxLength && `≤ ${maxLength}`]
    .filter(Boolean)
    .join(', ')

function Fields({ caption, schema, say }: { caption: string; schema: object; say: Say }) {
  const { properties = {}, required = [] } = schema as Shape
  const names = Object.keys(properties)
  if (names.length === 0) return <p>{say('developers.nothing', { what: caption })}</p>
  return (
    <Table
      caption={caption}
      head={['field', 'type', 'required'].map((name) => say(`developers.column.${name}`))}
      rows={names.map((name) => [
        <bdi>{name}</bdi>,
        <bdi>{typeOf(properties[name] ?? {})}</bdi>,
        required.includes(name) ? say('common.yes') : say('common.no'),
      ])}
    />
  )
}

function ActionDetails({ action, say }: { action: DeclaredAction; say: Say }) {
  return (
    <Details summary={`POST /api${action.path.replace(/:(\w+)/g, '{$1}')}`}>
      <p>
        <strong>{say(action.name)}</strong> (<bdi>{action.name}</bdi>). {say(action.who)}.
      </p>
      {action.rules.map((rule) => (
        <p key={rule.name}>
          {say(`${action.service}.rule.${rule.name.slice(rule.name.indexOf('.') + 1)}`)} ({rule.law}
          )
        </p>
      ))}
      <Fields caption={say('developers.input')} schema={action.input} say={say} />
      <Fields caption={say('developers.output')} schema={action.output} say={say} />
    </Details>
  )
}

export const apiPage = page({
  name: 'developers.api',
  path: '/api',
  who: anyone,
  keep: 'public',
  input: z.object({ language: z.string().max(10).optional() }),
  load: ({ declared, city }) =>
    Promise.resolve({
      url: city.url,
      services: declared.services
        .map(({ name }) => ({
          name,
          actions: declared.actions.filter((action) => action.service === name),
          pages: declared.pages.filter((one) => one.service === name),
        }))
        .filter(({ actions, pages }) => actions.length + pages.length > 0),
    }),
  view: (data, { say }) => (
    <Layout title={say('developers.api')} lead={say('developers.api.lead')} wide>
      <Prose>
        <ul>
          <li>
            <a href="/api/openapi.json">{say('developers.openapi')}</a>
          </li>
          <li>
            <a href="/open311">{say('developers.open311')}</a>
          </li>
          <li>{say('developers.problems')}</li>
          <li>{say('developers.idempotency')}</li>
          <li>{say('developers.formats')}</li>
        </ul>
      </Prose>
      {data.services.map((service) => (
        <Section key={service.name} title={say(`service.${service.name}`)} id={service.name}>
          {service.pages.length > 0 && (
            <Table
              caption={say('developers.reading')}
              head={['path', 'name', 'who', 'also'].map((name) => say(`developers.column.${name}`))}
              rows={service.pages.map((one) => [
                <bdi>{`GET /api${one.path === '/' ? '/home' : one.path.replace(/:(\w+)/g, '{$1}')}`}</bdi>,
                <bdi>{one.name}</bdi>,
                say(one.who),
                <bdi>{one.also.join(', ')}</bdi>,
              ])}
            />
          )}
          {service.actions.map((action) => (
            <ActionDetails key={action.name} action={action} say={say} />
          ))}
        </Section>
      ))}
    </Layout>
  ),
})
