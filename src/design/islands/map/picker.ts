import { DivIcon, LatLng, type Map as LeafletMap, Marker } from 'leaflet'
import { tidyNames } from './names.ts'
import { closest, type MapProps, type MapWords, type Picker } from './props.ts'

const DIGITS = 6

interface Fields {
  readonly lat: HTMLInputElement
  readonly lon: HTMLInputElement
}

function fieldsOf(picker: Picker): Fields | undefined {
  const lat = document.getElementById(picker.lat)
  const lon = document.getElementById(picker.lon)
  if (!(lat instanceof HTMLInputElement) || !(lon instanceof HTMLInputElement)) return undefined
  return { lat, lon }
}

/** What stands in the fields, when it is a place on earth. */
function typed({ lat, lon }: Fields): LatLng | undefined {
  if (lat.value.trim() === '' || lon.value.trim() === '') return undefined
  const [north, east] = [lat, lon].map(({ value }) => Number(value.replace(',', '.')))
  if (north === undefined || east === undefined) return undefined
  if (!(Math.abs(north) <= 90 && Math.abs(east) <= 180)) return undefined
  return new LatLng(north, east)
}

function write({ lat, lon }: Fields, at: LatLng): void {
  lat.value = at.lat.toFixed(DIGITS)
  lon.value = at.lng.toFixed(DIGITS)
  for (const field of [lat, lon]) field.dispatchEvent(new Event('change', { bubbles: true }))
}

function button(words: string, kind: string): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = `cr-button cr-button--${kind}`
  made.textContent = words
  return made
}

interface Bar {
  readonly take: HTMLButtonElement
  readonly here: HTMLButtonElement
  say(words: string): void
}

/** Buttons below the map, what the keys do, and what was chosen last. */
function addBar(stage: HTMLElement, words: MapWords): Bar {
  const bar = document.createElement('div')
  bar.className = 'cr-map__bar'
  const take = button(words.take, 'secondary')
  const here = button(words.here, 'secondary')
  const keys = document.createElement('p')
  keys.className = 'cr-map__keys'
  keys.id = `map-keys-${document.querySelectorAll('.cr-map__keys').length}`
  keys.textContent = words.keys
  const told = document.createElement('p')
  told.className = 'cr-map__told'
  told.setAttribute('role', 'status')
  bar.append(take, ...(navigator.geolocation ? [here] : []), keys, told)
  stage.after(bar)
  stage.setAttribute('aria-describedby', keys.id)
  return { take, here, say: (text) => (told.textContent = text) }
}

function pinOf(words: MapWords): Marker {
  const mark = document.createElement('span')
  mark.className = 'cr-pin cr-pin--chosen'
  mark.title = words.pin
  const icon = new DivIcon({ html: mark, className: 'cr-map__mark', iconSize: [0, 0] })
  return new Marker([0, 0], { icon, keyboard: false, interactive: false })
}

function locate(bar: Bar, words: MapWords, take: (at: LatLng) => void): void {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => take(new LatLng(coords.latitude, coords.longitude)),
    () => bar.say(words.hereFailed),
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
  )
}

/**
 * Lets somebody choose a place: by click, by moving the map under its crosshair with the arrow keys and
 * Enter, by the device's position, or by typing coordinates. The form's number fields hold the answer.
 */
export function pickPlace(map: LeafletMap, props: MapProps, picker: Picker): void {
  const fields = fieldsOf(picker)
  if (!fields) return
  const { words } = props
  const stage = map.getContainer()
  const bar = addBar(stage, words)
  const pin = pinOf(words)
  const show = (at: LatLng) => {
    pin.setLatLng(at).addTo(map)
    tidyNames(map)
  }
  const take = (at: LatLng, near = false) => {
    write(fields, at.wrap())
    show(at)
    if (near) map.setView(at, Math.max(map.getZoom(), closest(props)))
    bar.say(words.taken.replace('{lat}', fields.lat.value).replace('{lon}', fields.lon.value))
  }
  stage.classList.add('cr-map__stage--picker')
  map.on('click', ({ latlng }) => take(latlng))
  bar.take.addEventListener('click', () => take(map.getCenter()))
  bar.here.addEventListener('click', () => locate(bar, words, (at) => take(at, true)))
  stage.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.target !== stage) return
    event.preventDefault()
    take(map.getCenter())
  })
  const follow = () => {
    const at = typed(fields)
    if (!at) return
    show(at)
    map.setView(at, Math.max(map.getZoom(), closest(props)))
  }
  for (const field of [fields.lat, fields.lon]) field.addEventListener('input', follow)
  follow()
}
