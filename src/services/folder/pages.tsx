import { page } from '#core/pages'
import { residents } from '#core/people'
import type { Access } from '#core/vault'
import {
  ButtonLink,
  ButtonRow,
  Empty,
  Layout,
  Pager,
  Section,
  Table,
  Timeline,
  type Moment,
  When,
} from '#design'
import type { Say } from '#core/text'
import { z } from 'zod'

const PAGE = 20

/** Who read, as a role with a number; never a name. */
function whoRead(access: Access, say: Say): string {
  const { kind, badge, unit } = access.actor
  if (kind === 'self') return say('folder.who.self')
  if (kind === 'system') return say('folder.who.system')
  return say('folder.who.official', { badge: badge ?? '', unit: unit ?? 'none' })
}

/** One reading as a sentence, with its legal basis, its case and its reason below. */
function moment(access: Access, say: Say): Moment {
  const fields = say.list(access.fields.map((name) => say(`field.${name}`)))
  const denied = access.outcome === 'denied'
  return {
    at: access.at,
    tone: denied ? 'warning' : 'neutral',
    title: denied
      ? say('folder.sentence.denied', { who: whoRead(access, say), fields })
      : say('folder.sentence.read', { who: whoRead(access, say), fields }),
    text: (
      <ul>
        <li>{say('folder.why', { why: purposeTitle(access, say) })}</li>
        {access.case && (
          <li>
            {say('folder.case')} <bdi>{access.case}</bdi>
          </li>
        )}
        {access.reason && (
          <li>
            {say('folder.reason')} <bdi>{reasonOf(access.reason, say)}</bdi>
          </li>
        )}
        {access.basis && (
          <li>{say('folder.basis', { article: access.basis.gdpr, law: access.basis.law })}</li>
        )}
        {access.denied && <li>{say(`vault.${access.denied}`)}</li>}
      </ul>
    ),
  }
}

/** A program gives its reason as a text key, an official in their own words. */
function reasonOf(reason: string, say: Say): string {
  return say.has(reason) ? say(reason) : reason
}

type Units = readonly { readonly code: string; readonly name: Readonly<Record<string, string>> }[]

/** With the name of the official's unit in place of its code. */
function inUnit(access: Access, units: Units, language: string): Access {
  const { actor } = access
  const name = units.find(({ code }) => code === actor.unit)?.name
  const unit = name?.[language] ?? name?.['en'] ?? actor.unit
  return { ...access, actor: { ...actor, unit } }
}

function purposeTitle(access: Access, say: Say): string {
  const key = `purpose.${access.purpose}.title`
  return say.has(key) ? say(key) : access.purpose
}

export const folderPage = page({
  name: 'folder.show',
  path: '/folder',
  who: residents,
  menu: 30,
  input: z.object({
    before: z.string().max(60).optional(),
    language: z.string().max(10).optional(),
  }),
  async load({ input, folder, city, language }) {
    const more = input.before ? { before: input.before, limit: PAGE + 1 } : { limit: PAGE + 1 }
    const found = await folder.accesses(more)
    const accesses = found.slice(0, PAGE).map((access) => inUnit(access, city.units, language))
    return {
      holdings: await folder.holdings(),
      accesses,
      next: found.length > PAGE ? (accesses.at(-1)?.id ?? null) : null,
      first: input.before === undefined,
    }
  },
  view: (data, { say }) => (
    <Layout title={say('folder.show')} lead={say('folder.show.lead')}>
      <Section title={say('folder.accesses')} id="accesses">
        {data.accesses.length === 0 ? (
          <Empty title={say('folder.accesses.none')} text={say('folder.accesses.none.text')} />
        ) : (
          <Timeline items={data.accesses.map((access) => moment(access, say))} />
        )}
        <Pager
          previous={data.first ? undefined : '/folder'}
          next={data.next ? `/folder?before=${encodeURIComponent(data.next)}` : undefined}
        />
      </Section>
      <Section title={say('folder.holdings')} id="holdings">
        {data.holdings.length === 0 ? (
          <Empty title={say('folder.holdings.none')} />
        ) : (
          <Table
            caption={say('folder.holdings')}
            quiet
            head={['what', 'since', 'readable'].map((name) => say(`folder.column.${name}`))}
            rows={data.holdings.map((one) => [
              say(`field.${one.field}`),
              <When at={one.since} style="date" />,
              one.readableBy.length === 0
                ? say('folder.readable.nobody')
                : say.list(one.readableBy.map((name) => say(`service.${name}`))),
            ])}
          />
        )}
      </Section>
      <ButtonRow>
        <ButtonLink href="/sessions" kind="secondary">
          {say('folder.sessions')}
        </ButtonLink>
        <ButtonLink href="/ways" kind="secondary">
          {say('folder.ways')}
        </ButtonLink>
        <ButtonLink href="/privacy" kind="secondary">
          {say('folder.privacy')}
        </ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})
