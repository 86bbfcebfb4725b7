/** A breach that concerned whoever looks: that there is a letter, and the letter (GDPR art. 34). */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { residents } from '#core/people'
import type { Say } from '#core/text'
import type { BreachNotice } from '#core/vault'
import { ButtonLink, ButtonRow, Layout, Notice, When, Words } from '#design'
import { letterOf } from '#services/processing'
import { z } from 'zod'

/** That there is a letter about a breach, before everything else in the folder. */
export function Breaches({ breaches, say }: { breaches: readonly BreachNotice[]; say: Say }) {
  return (
    <>
      {breaches.map(({ breach, at }) => (
        <Notice key={breach} tone="warning" title={say('folder.breach-notice')}>
          <p>
            <When at={at} style="date" />{' '}
            <a href={`/folder/breaches/${encodeURIComponent(breach)}`}>
              {say('folder.breach-notice.read')}
              <span class="govuk-visually-hidden"> {breach}</span>
            </a>
          </p>
        </Notice>
      ))}
    </>
  )
}

/** The letter, for those alone whom it concerns; anybody else is told that there is none. */
export const breachPage = page({
  name: 'folder.breach-page',
  path: '/folder/breaches/:breach',
  who: residents,
  input: z.object({ breach: z.string().max(60) }),
  async load({ input, folder, tx }) {
    const mine = (await folder.breaches()).find(({ breach }) => breach === input.breach)
    const letter = mine && (await letterOf(tx, mine.breach))
    if (!mine || !letter) throw new Refusal('not-found', ['folder.no-breach'])
    return { breach: mine.breach, at: mine.at, text: letter.text }
  },
  view: (data, { say }) => (
    <Layout
      title={say('folder.breach-page')}
      breadcrumb={[{ href: '/folder', text: say('folder.show') }]}
      narrow
    >
      <p>
        <When at={data.at} style="date" /> · <bdi>{data.breach}</bdi>
      </p>
      <Words text={data.text} />
      <ButtonRow>
        <ButtonLink href="/folder#accesses">{say('folder.breach-page.looked')}</ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})
