/** What a city says about itself, and what other services found out about it. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import type { Profile } from './rows.ts'

/** The words of a profile without its sections. */
export type ProfileWords = Pick<
  Profile,
  'summary' | 'quote' | 'quoteBy' | 'recommendations' | 'future' | 'links'
>

/** Puts the words of a profile in the place of the old ones; its sections stay. */
export async function setProfile(
  tx: Tx,
  it: ProfileWords & { city: string; language: string; at: string },
): Promise<void> {
  await tx.run(sql`insert into cities.profile
      (city, language, summary, quote, quote_by, recommendations, future, links, written_at)
    values (${it.city}, ${it.language}, ${it.summary}, ${it.quote}, ${it.quoteBy},
      ${it.recommendations}, ${it.future}, ${[...it.links]}::text[], ${it.at})
    on conflict (city, language) do update set summary = excluded.summary, quote = excluded.quote,
      quote_by = excluded.quote_by, recommendations = excluded.recommendations,
      future = excluded.future, links = excluded.links, written_at = excluded.written_at`)
}

/** What a city does about one principle; an empty text takes the section away. */
export async function setSection(
  tx: Tx,
  it: { city: string; language: string; principle: string; text: string; at: string },
): Promise<void> {
  const section = JSON.stringify({ [it.principle]: it.text })
  await tx.run(sql`insert into cities.profile as p (city, language, sections, written_at)
    values (${it.city}, ${it.language},
      ${it.text ? section : '{}'}::jsonb, ${it.at})
    on conflict (city, language) do update set written_at = excluded.written_at,
      sections = (p.sections - ${it.principle}::text) || excluded.sections`)
}

/** Nobody else changes the city until we are done. */
export async function lockCity(tx: Tx, id: string): Promise<void> {
  const found = await tx.one(
    sql`select id from cities.city where id = ${id} for update`,
    z.object({ id: z.string() }),
  )
  if (!found) throw new Refusal('not-found', ['no-such-city'])
}

/** What another service found out about a city, so that cities can be looked for by it. */
export interface Finding {
  readonly city: string
  /** The service that found it out; what others found out stays beside it. */
  readonly source: string
  /** Principles the city has commitments or evidence for. */
  readonly principles: readonly string[]
  /** The highest level of evidence there is, E0 to E5. */
  readonly evidence: number
  readonly at: string
}

const One = z.object({ one: z.number() })

/**
 * Notes what a service found out about a city, in place of what the same service noted before. The directory keeps it
 * only to find cities by; who found it out keeps what it rests on, and shows it. What is known already changes nothing.
 */
export async function noteFinding(tx: Tx, it: Finding): Promise<void> {
  const { city, source, evidence, at } = it
  const principles = sql`${[...it.principles].toSorted()}::text[]`
  const known = await tx.one(
    sql`select 1 as one from cities.source_finding where city = ${city} and source = ${source}
      and principles = ${principles} and evidence = ${evidence}`,
    One,
  )
  if (known) return
  await tx.run(sql`insert into cities.source_finding (city, source, principles, evidence, noted_at)
    values (${city}, ${source}, ${principles}, ${evidence}, ${at})
    on conflict (city, source) do update set principles = excluded.principles,
      evidence = excluded.evidence, noted_at = excluded.noted_at`)
  await tx.run(sql`insert into cities.finding (city, principles, evidence, noted_at)
    select ${city}, coalesce((select array_agg(distinct p order by p)
        from cities.source_finding f, unnest(f.principles) p where f.city = ${city}), '{}'),
      max(evidence), max(noted_at) from cities.source_finding where city = ${city}
    on conflict (city) do update set principles = excluded.principles,
      evidence = excluded.evidence, noted_at = excluded.noted_at`)
}
