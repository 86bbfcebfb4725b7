import { Refusal } from '#core/kernel'
import { type Look, page } from '#core/pages'
import { residents } from '#core/people'
import { ButtonLink, ButtonRow, Does, Layout, Prose, Section, Summary, Tag, When } from '#design'
import { z } from 'zod'
import { withdraw } from '../actions/rights.ts'
import { purposesOf, RECEIPT_TYPE, receiptOf } from '../feeds/receipts.ts'
import { fieldsIn, noticeName, purposeTitle, retentionIn, serviceName } from '../naming.ts'

const which = z.object({ consent: z.uuid() })

async function load({ input, folder, declared, city, by, now }: Look<z.infer<typeof which>>) {
  const consent = (await folder.consents()).find(({ id }) => id === input.consent)
  if (!consent) throw new Refusal('not-found', ['folder.no-consent'])
  const purposes = purposesOf(consent, declared.purposes)
  return { consent, purposes, city, now, ref: by.ref ?? '' }
}

/** What somebody agreed to, word for word, with the receipt to keep and the button to take it back. */
export const consentPage = page({
  name: 'folder.consent',
  path: '/folder/consents/:consent',
  who: residents,
  input: which,
  load: async (look) => {
    const { consent, purposes } = await load(look)
    return { consent, purposes }
  },
  view: ({ consent, purposes }, { say }) => (
    <Layout
      title={noticeName(consent.notice, say)}
      lead={say('folder.consent.lead')}
      breadcrumb={[
        { href: '/folder', text: say('folder.show') },
        { href: '/folder/rights', text: say('folder.rights') },
      ]}
      actions={
        <ButtonLink href={`/folder/consents/${consent.id}/receipt`}>
          {say('folder.consent.take')}
        </ButtonLink>
      }
      narrow
    >
      {say.has(`notice.${consent.notice}.text`) && (
        <Prose>
          <p>{say(`notice.${consent.notice}.text`)}</p>
        </Prose>
      )}
      <Summary
        rows={[
          {
            key: say('folder.column.state'),
            value:
              consent.withdrawn === null ? (
                <Tag tone="success">{say('folder.consent.stands')}</Tag>
              ) : (
                <>
                  <Tag>{say('folder.withdrawn')}</Tag> <When at={consent.withdrawn} />
                </>
              ),
          },
          { key: say('folder.column.given'), value: <When at={consent.given} /> },
          { key: say('folder.column.service'), value: serviceName(consent.module, say) },
          { key: say('folder.column.version'), value: say.number(consent.version) },
          ...purposes.map((one) => ({
            key: purposeTitle(one.id, say),
            value: `${fieldsIn(one.fields, say)}. ${retentionIn(one.retention, say)}`,
          })),
        ]}
      />
      <Section title={say('folder.consent.check')} id="check">
        <Prose>
          <p>{say('folder.consent.check.text')}</p>
        </Prose>
      </Section>
      {consent.withdrawn === null && <Does action={withdraw} with={{ notice: consent.notice }} />}
      <ButtonRow>
        <ButtonLink href="/folder/rights" kind="secondary">
          {say('folder.rights')}
        </ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})

/** The receipt as a signed file (JWS, RFC 7515): anybody can check it with the city's key set. */
export const receiptFile = page({
  name: 'folder.receipt',
  path: '/folder/consents/:consent/receipt',
  who: residents,
  input: which,
  load: async (look) => {
    const given = await load(look)
    return { ...given, language: given.consent.language ?? look.language }
  },
  sends: (given, { jws, say }) => ({
    type: 'application/jose; charset=utf-8',
    name: `consent-${given.consent.id}.jws`,
    text: jws(receiptOf(given, say(given.language)), RECEIPT_TYPE),
  }),
  view: () => {
    throw new Error('the receipt is a file')
  },
})
