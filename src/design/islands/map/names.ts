import type { Map as LeafletMap } from 'leaflet'

const apart = (one: DOMRect, other: DOMRect) =>
  one.right < other.left ||
  other.right < one.left ||
  one.bottom < other.top ||
  other.bottom < one.top

/** Hides the names of districts that would lie on a report or on each other: both must stay readable. */
export function tidyNames(map: LeafletMap): void {
  const stage = map.getContainer()
  const taken = [...stage.querySelectorAll('.cr-map__mark > *')].map((mark) =>
    mark.getBoundingClientRect(),
  )
  stage.querySelectorAll('.cr-map__name').forEach((name) => {
    const box = name.getBoundingClientRect()
    const free = taken.every((other) => apart(box, other))
    name.classList.toggle('cr-map__name--under', !free)
    if (free) taken.push(box)
  })
}
