/** The directory of another hub as it was copied, beside what this hub says of the same cities. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import type { Say } from '#core/text'
import { Empty, Layout, Notice, Pager, Prose, Section, Summary, Table, Tag, When } from '#design'
import { CopiedWorld, readNames } from '#hub/cities'
import { readMemberships } from '#hub/endorsements'
import { z } from 'zod'
import {
  type CopiedCity,
  countCopied,
  listCopiedCities,
  listCopiedPlaces,
  readMirror,
} from '../store/mirrors.ts'
import { failureText, trail } from './parts.tsx'

const PART = 100

/** Whether the two hubs say the same of a city: where it stands, as far as both say so. */
type Agreement = 'same' | 'other' | 'only-there'

function agreementOf(theirs: CopiedCity, known: boolean, ours: string | null): Agreement {
  if (!known) return 'only-there'
  // A row that went into another has no membership any more.
  if (theirs.state === 'joined' && ours === null) return 'same'
  return theirs.state === ours ? 'same' : 'other'
}

function stateText(state: string | null, say: Say): string {
  if (state === null) return say('cities.state.none')
  if (state === 'joined') return say('changes.joined')
  const key = `endorsements.state.${state}`
  return say.has(key) ? say(key) : state
}

const tones = { same: 'success', other: 'error', 'only-there': 'neutral' } as const

function Cities({ cities, hub, say }: { cities: Copied['cities']; hub: string; say: Say }) {
  if (cities.length === 0) return <Empty title={say('changes.copied.none')} />
  return (
    <Table
      caption={say('changes.copied', { hub })}
      quiet
      head={['city', 'country', 'stateThere', 'stateHere', 'standing'].map((key) =>
        say(`changes.${key}`),
      )}
      rows={cities.map(({ city, name, country, state, here, agreement }) => [
        <bdi key={city}>{name ?? city}</bdi>,
        country ?? '–',
        stateText(state, say),
        agreement === 'only-there' ? '–' : stateText(here, say),
        <Tag key="says" tone={tones[agreement]}>
          {say(`changes.agreement.${agreement}`)}
        </Tag>,
      ])}
    />
  )
}

export const mirrorPage = page({
  name: 'changes.mirror',
  path: '/federation/mirrors/:hub',
  who: anyone,
  keep: 'public',
  input: z.object({
    hub: z.string().max(300),
    after: z.string().max(100).optional(),
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx }) {
    const mirror = await readMirror(tx, input.hub)
    const asked = { hub: mirror.hub, after: input.after ?? '', limit: PART + 1 }
    const found = await listCopiedCities(tx, asked)
    const ids = found.map(({ city }) => city)
    const names = await readNames(tx, ids)
    const memberships = await readMemberships(tx, ids)
    const cities = found.slice(0, PART).map((one) => {
      const here = memberships.get(one.city)?.state ?? null
      return { ...one, here, agreement: agreementOf(one, names.has(one.city), here) }
    })
    const { hub, url, origin, cursor, copiedAt, failure } = mirror
    return {
      mirror: { hub, url, origin, cursor, copiedAt, failure },
      ...(await countCopied(tx, hub)),
      places: await listCopiedPlaces(tx, hub),
      cities,
      next: found.length > PART ? cities.at(-1)?.city : undefined,
    }
  },
  view: ({ mirror, lines, places, cities, next }, { say }) => (
    <Layout
      title={say('changes.mirror.title', { hub: mirror.hub })}
      lead={say('changes.mirror.lead', { hub: mirror.hub })}
      breadcrumb={trail(say)}
    >
      {mirror.failure !== null && (
        <Notice tone="warning" title={failureText(mirror.failure, say)}>
          <p>{say('changes.mirror.stopped')}</p>
        </Notice>
      )}
      <Summary
        rows={[
          { key: say('changes.hub'), value: <a href={mirror.url}>{mirror.url}</a> },
          { key: say('changes.log'), value: <bdi>{mirror.origin ?? '–'}</bdi> },
          { key: say('changes.lines'), value: lines },
          {
            key: say('changes.copiedAt'),
            value: mirror.copiedAt === null ? say('changes.never') : <When at={mirror.copiedAt} />,
          },
        ]}
      />
      <Section title={say('changes.copied', { hub: mirror.hub })} id="cities">
        {places.length > 0 && <CopiedWorld places={places} hub={mirror.hub} />}
        <Cities cities={cities} hub={mirror.hub} say={say} />
        <Pager
          next={
            next
              ? `/federation/mirrors/${encodeURIComponent(mirror.hub)}?after=${encodeURIComponent(next)}`
              : undefined
          }
        />
      </Section>
      <Prose>
        <p>
          <a href={`/federation/changes?of=${encodeURIComponent(mirror.hub)}`}>
            {say('changes.mirror.feed')}
          </a>
        </p>
      </Prose>
    </Layout>
  ),
})
type Copied = Awaited<ReturnType<typeof mirrorPage.load>>
