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
  /** Principles the city has commitments or evidence for. */
  readonly principles: readonly string[]
  /** The highest level of evidence there is, E0 to E5. */
  readonly evidence: number
  readonly at: string
}

/**
 * Notes what a service found out about a city. The directory keeps it only to find cities by; who found it out
 * keeps what it rests on, and shows it.
 */
export async function noteFinding(tx: Tx, it: Finding): Promise<void> {
  await tx.run(sql`insert into cities.finding (city, principles, evidence, noted_at)
    values (${it.city}, ${[...it.principles]}::text[], ${it.evidence}, ${it.at})
    on conflict (city) do update set principles = excluded.principles,
      evidence = excluded.evidence, noted_at = excluded.noted_at`)
}
