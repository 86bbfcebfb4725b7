/** One practice: as it is now, as it was published in each version, and the letter's question. */
import { z } from 'zod'
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone, namedUnits } from '#core/people'
import { Does, Layout, Notice } from '#design'
import { cityTable, nameIn, readNames } from '#hub/cities'
import { listPrinciples } from '#hub/declaration'
import { hashOfCode } from '../acting.ts'
import { noLonger, stillTrue } from '../actions/keep.ts'
import { listSimilar } from '../store/list.ts'
import { listAdoptions, listVersions, readVersion } from '../store/more.ts'
import { readByCode, readPractice } from '../store/practices.ts'
import { ContentView } from './content-view.tsx'
import { trail } from './parts.tsx'
import { ShowView } from './show-view.tsx'

const language = z.string().max(10).optional()
const practice = z.string().max(10)

export const showPage = page({
  name: 'practices.show',
  path: '/practices/:practice',
  who: anyone,
  keep: 'public',
  input: z.object({ practice, language }),
  async load({ input, tx, by, city: hub }) {
    const found = await readPractice(tx, input.practice)
    const mine = namedUnits(by.person, 'practices.write')
    const edits = by.person?.permissions.includes('practices.edit') ?? false
    const inside = edits || mine.includes(found.city)
    if (found.shown === null && !inside) throw new Refusal('not-found', ['no-such-practice'])
    const adoptions = await listAdoptions(tx, found.number)
    const names = await readNames(tx, [found.city, ...mine, ...adoptions.map(({ city }) => city)])
    const { content, returned, ...open } = found
    return {
      ...open,
      /** What is shown: the published words; before there are any, the draft to those who work on it. */
      content: found.shown ?? content,
      unpublished: inside && found.state !== 'published' && found.state !== 'archived',
      draft: inside ? content : null,
      returned: inside ? returned : null,
      acts: mine.includes(found.city),
      edits,
      adopters: mine.filter((city) => city !== found.city),
      adoptions,
      names: Object.fromEntries(names),
      versions: await listVersions(tx, found.number),
      similar: await listSimilar(tx, cityTable(), found.number, 3),
      principles: await listPrinciples(tx),
      url: hub.url,
      hub: hub.name,
    }
  },
  view: (data) => <ShowView {...data} />,
})

/** What the page of a practice shows. */
export type Shown = Awaited<ReturnType<typeof showPage.load>>

export const versionPage = page({
  name: 'practices.version',
  path: '/practices/:practice/versions/:version',
  who: anyone,
  keep: 'public',
  input: z.object({ practice, version: z.coerce.number().int().min(1).max(100_000), language }),
  async load({ input, tx }) {
    const found = await readPractice(tx, input.practice)
    const version = await readVersion(tx, { practice: found.number, number: input.version })
    if (!version) throw new Refusal('not-found', ['no-such-version'])
    const named = (await readNames(tx, [found.city])).get(found.city)
    const principles = await listPrinciples(tx)
    return { ...version, newest: found.version, named: named ?? null, city: found.city, principles }
  },
  view: (data, { say, language: spoken }) => {
    const { practice: number, content, newest, named, city, principles, sha256 } = data
    const href = `/practices/${number}`
    return (
      <Layout
        title={content.title}
        eyebrow={say('practices.versionOf', {
          city: named ? nameIn(named, spoken) : city,
          version: data.number,
        })}
        breadcrumb={[...trail(say), { href, text: content.title }]}
      >
        {newest > data.number && (
          <Notice title={say('practices.older')}>
            <p>
              <a href={href}>{say('practices.newest')}</a>
            </p>
          </Notice>
        )}
        <ContentView content={content} principles={principles} />
        <p>
          SHA-256:{' '}
          <bdi>
            <code>{sha256}</code>
          </bdi>
        </p>
      </Layout>
    )
  },
})

export const askedPage = page({
  name: 'practices.asked',
  path: '/practices/asked/:code',
  who: anyone,
  input: z.object({ code: z.string().min(1).max(64), language }),
  async load({ input, tx }) {
    const { number, shown } = await readByCode(tx, hashOfCode(input.code))
    return { code: input.code, number, title: shown?.title ?? '' }
  },
  view: ({ code, number, title }, { say }) => (
    <Layout title={say('practices.asked')} lead={title} breadcrumb={trail(say)} narrow>
      <p>
        <a href={`/practices/${number}`}>{say('practices.readAgain')}</a>
      </p>
      <Does action={stillTrue} with={{ code }} kind="primary" />
      <Does action={noLonger} with={{ code }} kind="danger" />
    </Layout>
  ),
})
