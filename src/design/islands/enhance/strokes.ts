/** Several checkboxes in one stroke of the pointer: the first one says whether they are chosen or not. */
export function takeStrokes(fields: HTMLElement): void {
  let wanted: boolean | null = null
  const boxAt = (target: Element | null) =>
    fields.contains(target) ? target?.closest('label')?.querySelector('input') : null
  fields.addEventListener('pointerdown', (event) => {
    const box = event.target instanceof Element && boxAt(event.target)
    if (box && event.isPrimary) wanted = !box.checked
  })
  fields.addEventListener('pointermove', ({ clientX, clientY, buttons }) => {
    if (wanted === null || buttons === 0) return
    const box = boxAt(document.elementFromPoint(clientX, clientY))
    if (box) box.checked = wanted
  })
  addEventListener('pointerup', () => {
    wanted = null
  })
}
