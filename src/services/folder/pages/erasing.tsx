import { Refusal } from '#core/kernel'
import { type Look, page } from '#core/pages'
import { anyone, residents } from '#core/people'
import type { Say } from '#core/text'
import { ButtonLink, ButtonRow, Form, Layout, Notice, Prose, Section } from '#design'
import { z } from 'zod'
import { erase } from '../actions/erase.ts'
import { className } from '../naming.ts'

const which = z.object({ class: z.string().min(1).max(200) })

async function load({ input, folder, by }: Look<z.infer<typeof which>>) {
  const standing = (await folder.standing()).find((one) => one.class === input.class)
  if (!standing) throw new Refusal('not-found', ['folder.nothing-to-erase'])
  const [holdings, holds] = [await folder.holdings(), await folder.holds()]
  const mine = holdings.filter((one) => one.class === input.class)
  const stands = holds.filter((one) => one.class === input.class && one.until === null)
  return {
    ...standing,
    fields: mine.map(({ field }) => field),
    services: [...new Set(mine.flatMap(({ readableBy }) => readableBy))],
    orders: stands.map(({ reference }) => reference),
    posts: input.class === 'account' ? (by.person?.posts.length ?? 0) : 0,
  }
}

type Data = Awaited<ReturnType<typeof load>>
type Part = Data & { readonly say: Say }

/** Why nothing is erased now, and what can be done about it. */
function Kept({ class: code, held, orders, posts, say }: Part) {
  const why = posts > 0 ? 'post' : held ? 'held' : 'needed'
  return (
    <Notice tone="warning" title={say(`folder.kept.${why}`)}>
      <p>{say(`folder.kept.${why}.text`, { orders: say.list(orders) })}</p>
      {why !== 'post' && (
        <p>
          <a href={`/protection/new/erasure?class=${encodeURIComponent(code)}`}>
            {say('folder.officer')}
          </a>
        </p>
      )}
    </Notice>
  )
}

/** What goes and what stays, said before it is done. */
function Before({ class: code, fields, say }: Part) {
  const special = code === 'account' || code === 'access' ? code : null
  const stays = ['log', 'record', ...(code === 'account' ? ['rest'] : [])]
  return (
    <>
      <Section title={say('folder.goes')} id="goes">
        <Prose>
          <ul>
            {fields.map((field) => (
              <li key={field}>{say(`field.${field}`)}</li>
            ))}
            {special && <li>{say(`folder.goes.${special}`)}</li>}
          </ul>
          <p>{say('folder.goes.text')}</p>
        </Prose>
      </Section>
      <Section title={say('folder.stays')} id="stays">
        <Prose>
          <ul>
            {stays.map((what) => (
              <li key={what}>{say(`folder.stays.${what}`)}</li>
            ))}
          </ul>
        </Prose>
      </Section>
    </>
  )
}

/** One class of data: what goes and what stays, before it is erased for good. */
export const erasingPage = page({
  name: 'folder.erasing',
  path: '/folder/erasing/:class',
  who: residents,
  fresh: true,
  input: which,
  load,
  view: (data, { say }) => {
    const kept = data.held || data.needed || data.posts > 0
    return (
      <Layout
        title={say('folder.erasing')}
        lead={say('folder.erasing.lead', { class: className(data.class, say) })}
        breadcrumb={[
          { href: '/folder', text: say('folder.show') },
          { href: '/folder/rights', text: say('folder.rights') },
        ]}
        narrow
      >
        {kept && <Kept {...data} say={say} />}
        <Before {...data} say={say} />
        {!kept && <Form action={erase} with={{ class: data.class }} fields={[]} kind="danger" />}
        <ButtonRow>
          <ButtonLink href="/folder/rights" kind="secondary">
            {say('folder.erasing.back')}
          </ButtonLink>
        </ButtonRow>
      </Layout>
    )
  },
})

/** The account is closed: nobody is signed in any more, so the receipt stands here. */
export const closedPage = page({
  name: 'folder.closed',
  path: '/folder/closed',
  who: anyone,
  hidden: true,
  input: z.object({ gone: z.iso.date().optional() }),
  load: ({ input }) => Promise.resolve(input),
  view: ({ gone }, { say }) => (
    <Layout title={say('folder.closed')} lead={say('folder.closed.lead')} narrow>
      <Prose>
        {gone && <p>{say('folder.closed.gone', { day: say.date(gone) })}</p>}
        <p>{say('folder.closed.again')}</p>
      </Prose>
    </Layout>
  ),
})
