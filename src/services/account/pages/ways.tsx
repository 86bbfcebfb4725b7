import { page } from '#core/pages'
import { residents } from '#core/people'
import {
  ButtonLink,
  ButtonRow,
  Does,
  Empty,
  Layout,
  Notice,
  PasskeyFrame,
  Prose,
  Section,
  Table,
  Tag,
  TextField,
  When,
} from '#design'
import { z } from 'zod'
import { endGenerator, printCodes } from '../actions/generator.ts'
import { removePasskey } from '../actions/passkeys.ts'
import { stopRecovery } from '../actions/recovery.ts'
import { requireStrength } from '../actions/strength.ts'
import { titleOf } from '../config.ts'
import { Identities } from './identities.tsx'
import { offeredBy } from './providers.tsx'

type Ways = Awaited<ReturnType<(typeof waysPage)['load']>>
type Say = Parameters<(typeof waysPage)['view']>[1]['say']

const nothing = z.object({})

function Passkeys({ passkeys, say }: { passkeys: Ways['passkeys']; say: Say }) {
  const column = (name: string) => say(`account.ways-page.column.${name}`)
  return (
    <Section title={say('account.ways-page.passkeys')} id="passkeys">
      <Prose>
        <p>{say('account.ways-page.passkeys.text')}</p>
      </Prose>
      {passkeys.length === 0 ? (
        <Empty title={say('account.ways-page.passkeys.none')} />
      ) : (
        <Table
          caption={say('account.ways-page.passkeys')}
          quiet
          head={['name', 'since', 'used', 'what'].map(column)}
          rows={passkeys.map((one) => [
            <>
              <bdi>{one.name}</bdi>{' '}
              <Tag>{say(one.synced ? 'account.ways-page.synced' : 'account.ways-page.bound')}</Tag>
            </>,
            <When at={one.madeAt} />,
            one.usedAt ? <When at={one.usedAt} style="ago" /> : say('account.ways-page.never'),
            <div class="cr-ways__acts">
              <a href={`/ways/${encodeURIComponent(one.passkey)}`}>
                {say('account.rename-passkey')}
                <span class="govuk-visually-hidden"> {one.name}</span>
              </a>
              <Does action={removePasskey} with={{ passkey: one.passkey }} about={one.name} />
            </div>,
          ])}
        />
      )}
      <ButtonRow>
        <ButtonLink href="/ways/passkey">{say('account.passkey-page')}</ButtonLink>
      </ButtonRow>
    </Section>
  )
}

function Generator({ data, say }: { data: Ways; say: Say }) {
  const { generatorSince: since, printedLeft: left } = data
  return (
    <Section title={say('account.ways-page.generator')} id="generator">
      <Prose>
        <p>{say('account.ways-page.generator.text')}</p>
      </Prose>
      {since === null ? (
        <ButtonRow>
          <ButtonLink href="/ways/generator" kind="secondary">
            {say('account.generator-page')}
          </ButtonLink>
        </ButtonRow>
      ) : (
        <>
          <Prose>
            <p>
              {say('account.ways-page.generator.since')} <When at={since} />.{' '}
              {say('account.ways-page.printed', { left })}
            </p>
          </Prose>
          <div class="cr-buttons">
            <Does action={printCodes} />
            <Does action={endGenerator} kind="danger" />
          </div>
        </>
      )}
    </Section>
  )
}

export const waysPage = page({
  name: 'account.ways-page',
  path: '/ways',
  who: residents,
  input: nothing,
  async load({ ways, by, now, city, language }) {
    const peopleRef = by.person?.ref ?? ''
    const recovery = await ways.recoveryOf({ peopleRef, now })
    const facts = await ways.waysOf(peopleRef)
    const own = new Set(facts.identities.map(({ provider }) => provider))
    const identities = facts.identities.map((one) => ({
      ...one,
      title: titleOf(city, one.provider, language),
    }))
    const providers = offeredBy(city, language).filter(({ name }) => !own.has(name))
    return { ...facts, identities, providers, recovery }
  },
  view: (data, { say }) => (
    <Layout
      title={say('account.ways-page')}
      lead={say(data.hasPassword ? 'account.ways-page.lead' : 'account.ways-page.lead.none')}
      breadcrumb={[{ href: '/folder', text: say('account.sessions-page.folder') }]}
    >
      {data.recovery && (
        <Notice tone="warning" title={say('account.ways-page.recovery')}>
          <p>{say('account.ways-page.recovery.text')}</p>
          <Does action={stopRecovery} kind="danger" />
        </Notice>
      )}
      {!data.hasAddress && (
        <Notice title={say('account.ways-page.no-address')}>
          <p>{say('account.ways-page.no-address.text')}</p>
        </Notice>
      )}
      <Identities identities={data.identities} providers={data.providers} />
      <Passkeys passkeys={data.passkeys} say={say} />
      <Generator data={data} say={say} />
      <Prose>
        <p>
          <a href="/sessions">{say('account.sessions-page')}</a>
        </p>
      </Prose>
    </Layout>
  ),
})

export const passkeyPage = page({
  name: 'account.passkey-page',
  path: '/ways/passkey',
  who: residents,
  fresh: true,
  input: nothing,
  // Before anything is typed: a refused question of the browser could only load this page again.
  async load({ ways, by, now }) {
    await requireStrength({ accounts: ways, by, now })
    return {}
  },
  view: (_, { say }) => (
    <Layout
      title={say('account.passkey-page')}
      lead={say('account.passkey-page.lead')}
      breadcrumb={[{ href: '/ways', text: say('account.ways-page') }]}
      narrow
    >
      <PasskeyFrame
        what="make"
        ask="/api/ways/passkey/ask"
        send="/api/ways/passkey/add"
        next="/ways"
        label={say('account.add-passkey')}
        failed={say('account.add-passkey.failed')}
      >
        <TextField
          name="name"
          label={say('account.add-passkey.name')}
          hint={say('account.add-passkey.name.hint')}
        />
      </PasskeyFrame>
      <noscript>
        <Notice title={say('account.passkey-page.script')}>
          <p>{say('account.passkey-page.script.text')}</p>
        </Notice>
      </noscript>
    </Layout>
  ),
})
