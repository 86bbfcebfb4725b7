/** Draws every map of the page. The list or the fields beside it say the same without it. */
import 'leaflet/dist/leaflet.css'
import '../style/_map.scss'
import { drawMap } from './map/draw.ts'
import type { MapProps } from './map/props.ts'

function start(stage: HTMLElement): void {
  const props: MapProps = JSON.parse(stage.dataset['props'] ?? '{}')
  stage.hidden = false
  drawMap(stage, props).catch(() => {
    stage.classList.add('cr-map__stage--failed')
    stage.textContent = props.words.failed
  })
}

document.querySelectorAll<HTMLElement>('[data-island="map"]').forEach(start)
