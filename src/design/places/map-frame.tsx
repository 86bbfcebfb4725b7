import type { ComponentChildren } from 'preact'
import { useHere } from '#core/pages'

/** A point or an area on the map, as GeoJSON (RFC 7946). Points carry `name`, `href` and maybe `count`. */
export interface MapFeatures {
  readonly type: 'FeatureCollection'
  readonly features: readonly unknown[]
}

/** Fields of the same form that hold the chosen place. */
export interface Picker {
  /** Ids of the number fields. */
  readonly lat: string
  readonly lon: string
}

/** A map, and the same in words beside it. */
export interface MapFrameProps {
  readonly id: string
  readonly label: string
  readonly features?: MapFeatures
  /** Address that answers `?bbox=w,s,e,n&zoom=z` with points and clusters. */
  readonly source?: string
  /** Districts drawn as the ground of the map, or the address of their GeoJSON. */
  readonly areas?: MapFeatures | string
  readonly picker?: Picker
  /** What to show first: west, south, east, north. */
  readonly bounds?: readonly [number, number, number, number]
  /** Same-origin tiles, such as `/tiles/{z}/{x}/{y}.png`, with who made them. */
  readonly tiles?: { readonly url: string; readonly attribution: string; readonly maxZoom: number }
  readonly small?: boolean
  /** The same for those who do not see a map: a list, or fields to fill in. */
  readonly children?: ComponentChildren
}

function wordsOf(say: ReturnType<typeof useHere>['say']) {
  return {
    zoomIn: say('design.map.zoomIn'),
    zoomOut: say('design.map.zoomOut'),
    here: say('design.map.here'),
    hereFailed: say('design.map.hereFailed'),
    take: say('design.map.take'),
    taken: say('design.map.taken'),
    keys: say('design.map.keys'),
    pin: say('design.map.pin'),
    cluster: say('design.map.cluster'),
    failed: say('design.map.failed'),
  }
}

/** A map drawn by an island, and below it the same in words, which is all there is without JavaScript. */
export function MapFrame(props: MapFrameProps) {
  const { say, assets, dir } = useHere()
  const { id, label, children, small, ...rest } = props
  const told = JSON.stringify({ ...rest, label, dir, words: wordsOf(say) })
  return (
    <div class={small ? 'cr-map cr-map--small' : 'cr-map'} id={id}>
      <link rel="stylesheet" href={assets('map.css')} />
      <div class="cr-map__stage" data-island="map" data-props={told} hidden />
      {children && <div class="cr-map__words">{children}</div>}
      <script type="module" src={assets('map.js')} />
    </div>
  )
}
