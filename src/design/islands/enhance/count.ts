const PAUSE = 600

/** Says how many characters are left: at once to eyes, after a pause to screen readers. */
export function countCharacters(field: HTMLTextAreaElement): void {
  const most = Number(field.dataset['most'])
  const line = document.getElementById(`${field.id}-count`)
  if (!most || !line) return
  const told = document.createElement('span')
  told.className = 'govuk-visually-hidden'
  told.setAttribute('role', 'status')
  line.after(told)
  let timer: ReturnType<typeof setTimeout> | undefined
  const show = () => {
    const left = most - field.value.length
    const words = left < 0 ? line.dataset['over'] : line.dataset['left']
    const count = new Intl.NumberFormat(document.documentElement.lang).format(Math.abs(left))
    line.textContent = (words ?? '').replace('{count}', count)
    line.classList.toggle('cr-count--over', left < 0)
  }
  field.addEventListener('input', () => {
    show()
    clearTimeout(timer)
    timer = setTimeout(() => {
      told.textContent = line.textContent
    }, PAUSE)
  })
  if (field.value !== '') show()
}
