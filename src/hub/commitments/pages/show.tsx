/** A commitment with everything that is said of it: four voices side by side, never averaged. */
import type { Tx } from '#core/database'
import { dateIn } from '#core/kernel'
import { page } from '#core/pages'
import { anyone, namedUnits, type Person, type Role, roleTitle } from '#core/people'
import { ButtonLink, Layout, Notice, Section, Words } from '#design'
import { listPrinciples } from '#hub/declaration'
import { listReached } from '#hub/evidence'
import { z } from 'zod'
import { hasEnded, isMine, JUDGE, levelOf } from '../acting.ts'
import { readCommitment } from '../store/commitments.ts'
import { listComments } from '../store/comments.ts'
import { listChanges, listIndicators, listMeasurements, listMilestones } from '../store/parts.ts'
import { listReviews, listStatements, listVoices } from '../store/voices.ts'
import { Changes, Facts, Figures, Steps } from './facts.tsx'
import { Badges, namesOf, standingsOf, trail } from './parts.tsx'
import { Comments, Judging, Reviewing } from './speaking.tsx'
import { Voices } from './voices.tsx'

const titlesOf = (roles: readonly Role[], language: string) =>
  Object.fromEntries(roles.map(({ name }) => [name, roleTitle(roles, name, language)]))

const mayDo = (person: Person | null, permission: string) =>
  person?.permissions.includes(permission) ?? false

/** Steps, figures, and what was changed. */
async function readPromised(tx: Tx, number: number) {
  return {
    steps: await listMilestones(tx, [number]),
    indicators: await listIndicators(tx, number),
    series: await listMeasurements(tx, number),
    changes: await listChanges(tx, number),
    comments: await listComments(tx, number),
  }
}

export const showPage = page({
  name: 'commitments.commitment',
  path: '/commitments/:number',
  who: anyone,
  input: z.object({
    number: z.coerce.number().int().min(1).max(2_000_000_000),
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, by, now, city: hub, language }) {
    const it = await readCommitment(tx, input.number)
    const numbers = [it.number]
    const today = dateIn(now, hub.zone)
    const reviews = await listReviews(tx, numbers)
    const peers = await listVoices(tx, numbers)
    const peerOf = namedUnits(by.person, JUDGE)
    const from = peerOf.filter((city) => city !== it.city)
    const name = await namesOf(tx, [it.city, ...from, ...peers.map(({ city }) => city)], language)
    const findings = await listReached(tx, it.city, today)
    const standing = (await standingsOf(tx, [it], today)).get(it.number)
    return {
      it: { ...it, verifiable: false, overdue: false, ...standing },
      cityName: name(it.city),
      today,
      level: await levelOf(tx, it, today),
      principles: (await listPrinciples(tx)).filter(({ id }) => it.principles.includes(id)),
      ...(await readPromised(tx, it.number)),
      statements: await listStatements(tx, it.number),
      findings: findings.filter(({ item }) => it.items.includes(item)),
      peers: peers.map((one) => ({ ...one, cityName: name(one.city) })),
      reviews: reviews.filter(({ publishedAt }) => publishedAt !== null),
      // Of a review that is not published, everybody knows that it is there, and nobody what it says.
      waiting: reviews
        .filter(({ publishedAt }) => publishedAt === null)
        .map(({ stage, replyDue }) => ({ stage, replyDue })),
      titles: titlesOf(hub.roles, language),
      mine: isMine(by, it.city),
      judging: peerOf.includes(it.city)
        ? []
        : from.map((city) => ({ value: city, text: name(city) })),
      reviewing: mayDo(by.person, 'commitments.review'),
      missing: (['start', 'end'] as const).filter(
        (stage) =>
          !reviews.some((one) => one.stage === stage) && (stage === 'start' || hasEnded(it, today)),
      ),
      hiding: mayDo(by.person, 'commitments.hide'),
      signedIn: by.person !== null,
    }
  },
  view: (data, { say }) => (
    <Layout
      title={data.it.title}
      eyebrow={data.cityName}
      lead={<Badges it={data.it} say={say} />}
      breadcrumb={trail(say)}
      wide
      {...(data.mine
        ? {
            actions: (
              <ButtonLink href={`/commitments/${data.it.number}/desk`}>
                {say('commitments.desk')}
              </ButtonLink>
            ),
          }
        : {})}
    >
      {data.it.withdrawn !== null && (
        <Notice tone="warning" title={say('commitments.badge.withdrawn')}>
          <Words text={data.it.withdrawn} />
        </Notice>
      )}
      <Voices data={data} say={say} />
      <Section title={say('commitments.about')} id="about">
        <Words text={data.it.problem} />
        <Facts it={data.it} principles={data.principles} level={data.level} say={say} />
      </Section>
      <Steps steps={data.steps} today={data.today} say={say} />
      <Figures indicators={data.indicators} series={data.series} say={say} />
      <Changes changes={data.changes} say={say} />
      {data.judging.length > 0 && <Judging number={data.it.number} from={data.judging} />}
      {data.reviewing && <Reviewing number={data.it.number} stages={data.missing} />}
      <Comments
        number={data.it.number}
        comments={data.comments}
        titles={data.titles}
        may={{ write: data.signedIn, hide: data.hiding }}
      />
    </Layout>
  ),
})
