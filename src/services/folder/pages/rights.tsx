import { type Look, page } from '#core/pages'
import { residents } from '#core/people'
import { verifiedOf } from '#services/residence'
import { ButtonLink, ButtonRow, Layout } from '#design'
import { z } from 'zod'
import { objectable } from '../rules.ts'
import { residence } from '../residency.ts'
import { Held } from './held.tsx'
import { Consents, Erasing, Objections, Receipts, Restrictions } from './rights-parts.tsx'
import { Resident } from './resident.tsx'

/** The class that is never restricted: without letters nobody gets back in. */
const ACCOUNT = 'account'

const reads = { residence }

/** What a service may learn of a proof of residence; nothing is asked where there is none. */
async function residentOf(look: Look<unknown, typeof reads>, fields: readonly string[]) {
  if (!fields.includes('residence.residentUntil')) return null
  return verifiedOf(await look.personal.residence(look.by.ref ?? ''))
}

async function load(look: Look<unknown, typeof reads>) {
  const { folder, declared } = look
  const [holdings, limitations] = [await folder.holdings(), await folder.limitations()]
  const standing = limitations.filter(({ until }) => until === null)
  const since = (kind: string, subject: string) =>
    standing.find((one) => one.kind === kind && one.subject === subject)?.from ?? null
  const classes = [...new Set(holdings.map((one) => one.class))].filter((one) => one !== ACCOUNT)
  const fields = holdings.map(({ field }) => field)
  const verified = await residentOf(look, fields)
  return {
    verified,
    consents: await folder.consents(),
    classes: classes.map((code) => ({ code, since: since('restriction', code) })),
    purposes: objectable(declared.purposes, fields).map(({ id, gdpr, law }) => ({
      ...{ id, gdpr, law },
      since: since('objection', id),
    })),
    standing: await folder.standing(),
    erasures: await folder.erasures(),
    holds: await folder.holds(),
  }
}

/** What the page of one's rights shows. */
export type RightsData = Awaited<ReturnType<typeof load>>

/** Everything one may ask of one's own data, and what was asked. */
export const rightsPage = page({
  name: 'folder.rights',
  path: '/folder/rights',
  who: residents,
  input: z.object({}),
  reads,
  load,
  view: (data, { say }) => (
    <Layout
      title={say('folder.rights')}
      lead={say('folder.rights.lead')}
      breadcrumb={[{ href: '/folder', text: say('folder.show') }]}
      actions={
        <ButtonRow>
          <ButtonLink href="/folder/take">{say('folder.take')}</ButtonLink>
          <ButtonLink href="/protection" kind="secondary">
            {say('folder.officer')}
          </ButtonLink>
        </ButtonRow>
      }
    >
      <Resident {...data} say={say} />
      <Consents {...data} say={say} />
      <Restrictions {...data} say={say} />
      <Objections {...data} say={say} />
      <Erasing {...data} say={say} />
      <Held {...data} say={say} />
      <Receipts {...data} say={say} />
    </Layout>
  ),
})
