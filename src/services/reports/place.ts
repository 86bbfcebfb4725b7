/** Where a report is: read against the districts of the city. Pure. */
import { z } from 'zod'
import type { AreaIndex } from '#core/kernel'

/** Where it is, as people say it: an address, a point, a district, or several of these. */
export const placeInput = {
  address: z.string().max(200).optional().meta({ autocomplete: 'street-address' }),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-85).max(85).optional(),
  district: z.string().max(40).optional().meta({ input: 'select' }),
}

interface Said {
  readonly address?: string | undefined
  readonly lon?: number | undefined
  readonly lat?: number | undefined
  readonly district?: string | undefined
}

/** A place that was said, and whether it is one, and whether it is in the city. */
export interface Found {
  readonly place: {
    readonly address: string | null
    readonly lon: number | null
    readonly lat: number | null
    readonly district: string | null
  }
  readonly placed: boolean
  readonly insideTheCity: boolean
}

/** The district of a point is where it lies; without a point it is what the reporter says. */
export function findPlace(districts: AreaIndex, said: Said): Found {
  const { lon = null, lat = null } = said
  const address = said.address?.trim() || null
  const hasPoint = lon !== null && lat !== null
  const area = hasPoint ? districts.at({ lon, lat }) : undefined
  const named = districts.areas.find((each) => each.code === said.district)
  return {
    place: {
      address,
      lon: hasPoint ? lon : null,
      lat: hasPoint ? lat : null,
      district: (hasPoint ? area?.code : named?.code) ?? null,
    },
    placed: hasPoint || address !== null,
    insideTheCity: !hasPoint || area !== undefined,
  }
}
