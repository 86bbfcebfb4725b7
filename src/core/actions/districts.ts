import { type Tx, sql } from '#core/database'
import type { Area } from '#core/kernel'
import { z } from 'zod'

const Row = z.object({
  code: z.string(),
  name: z.string(),
  polygons: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
})

/** The districts that were imported; none means that those of the city's folder hold. */
export function readDistricts(tx: Tx): Promise<Area[]> {
  return tx.many(sql`select code, name, polygons from actions.district order by code`, Row)
}

/** Puts these districts in the place of all before. A running city reads them at its next start. */
export async function writeDistricts(tx: Tx, districts: readonly Area[]): Promise<void> {
  await tx.run(sql`delete from actions.district`)
  await tx.run(sql`
    insert into actions.district (code, name, polygons)
    select code, name, polygons from jsonb_to_recordset(${JSON.stringify(districts)}::jsonb)
      as given(code text, name text, polygons jsonb)`)
}
