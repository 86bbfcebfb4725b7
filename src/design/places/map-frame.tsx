import type { ComponentChildren } from 'preact'
import { useHere } from '#core/pages'
import type { MapProps, MapWords } from '../islands/map/props.ts'

export type { MapFeatures, Picker } from '../islands/map/props.ts'

/** A map, and the same in words beside it. */
export interface MapFrameProps extends Omit<MapProps, 'words' | 'dir'> {
  readonly id: string
  readonly small?: boolean
  /** The same for those who do not see a map: a list, or fields to fill in. */
  readonly children?: ComponentChildren
}

function wordsOf(say: ReturnType<typeof useHere>['say']): MapWords {
  return {
    zoomIn: say('design.map.zoomIn'),
    zoomOut: say('design.map.zoomOut'),
    here: say('design.map.here'),
    hereFailed: say('design.map.hereFailed'),
    take: say('design.map.take'),
    taken: say('design.map.taken', { lat: '{lat}', lon: '{lon}' }),
    keys: say('design.map.keys'),
    pin: say('design.map.pin'),
    cluster: say('design.map.cluster', { count: '{count}' }),
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
