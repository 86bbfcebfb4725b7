/** First actions of an endorsement, offered to the city as drafts of commitments. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

/** A first action that is neither a commitment yet nor set aside. */
export interface Offer {
  readonly city: string
  readonly area: string
  readonly text: string
}

/** Which of the actions a city named it has neither taken up nor set aside. */
export async function listOpen(
  tx: Tx,
  city: string,
  named: readonly Omit<Offer, 'city'>[],
): Promise<Offer[]> {
  const rows = await tx.many(
    sql`select area, text from commitments.first_action where city = ${city} limit 500`,
    z.object({ area: z.string(), text: z.string() }),
  )
  const taken = new Set(rows.map(({ area, text }) => `${area} ${text}`))
  return named
    .filter(({ area, text }) => !taken.has(`${area} ${text}`))
    .map((one) => ({ ...one, city }))
}

/** It is a commitment now, or set aside. */
export async function settleOffer(
  tx: Tx,
  it: Offer & { commitment: number | null; at: string },
): Promise<void> {
  await tx.run(sql`insert into commitments.first_action (city, area, text, commitment, at)
    values (${it.city}, ${it.area}, ${it.text}, ${it.commitment}, ${it.at}) on conflict do nothing`)
}
