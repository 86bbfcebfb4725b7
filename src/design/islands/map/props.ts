/** Points and areas as GeoJSON (RFC 7946). Points carry `name`, and `href` or `count`. */
export interface MapFeatures {
  readonly type: 'FeatureCollection'
  readonly features: readonly unknown[]
}

/** Ids of the number fields that hold the chosen place. */
export interface Picker {
  readonly lat: string
  readonly lon: string
}

/** Tiles of this city's own server. */
export interface Tiles {
  /** Such as `/tiles/{z}/{x}/{y}.png`. */
  readonly url: string
  readonly attribution: string
  readonly maxZoom: number
}

/** What the map says, in the page's language. */
export interface MapWords {
  readonly zoomIn: string
  readonly zoomOut: string
  readonly here: string
  readonly hereFailed: string
  readonly take: string
  readonly taken: string
  readonly keys: string
  readonly pin: string
  readonly cluster: string
  readonly failed: string
}

/** What the page tells the island in `data-props`. */
export interface MapProps {
  readonly label: string
  readonly dir: 'ltr' | 'rtl'
  readonly words: MapWords
  readonly features?: MapFeatures
  /** Address that answers `?bbox=w,s,e,n&zoom=z` with points and clusters. */
  readonly source?: string
  /** Districts that are the ground of the map, or the address of their GeoJSON. */
  readonly areas?: MapFeatures | string
  readonly picker?: Picker
  /** What to show first: west, south, east, north. */
  readonly bounds?: readonly [number, number, number, number]
  readonly tiles?: Tiles
}

/** How close the map comes by itself: without streets, coming closer shows nothing but one colour. */
export function closest({ tiles }: MapProps): number {
  return tiles ? Math.min(16, tiles.maxZoom) : 13.5
}
