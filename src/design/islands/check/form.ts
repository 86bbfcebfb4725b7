/** The form of the verifier: what belongs to an answer, chosen files, and errors at their field. */

/** Shows of each choice only what belongs to the answer. */
export function follow(form: HTMLFormElement): void {
  const show = () => {
    const answers = new FormData(form)
    for (const part of form.querySelectorAll<HTMLElement>('[data-only]')) {
      const wanted = (part.dataset['only'] ?? '').split(' ').map((one) => one.split('='))
      part.hidden = !wanted.some(([name = '', value]) => answers.get(name) === value)
    }
  }
  form.addEventListener('change', show)
  show()
}

/** A chosen file stands in the field below it, where it can be read before it is checked. It goes nowhere else. */
export function fillFromFiles(form: HTMLFormElement): void {
  for (const input of form.querySelectorAll<HTMLInputElement>('input[data-fills]')) {
    const field = document.getElementById(input.dataset['fills'] ?? '')
    input.addEventListener('change', () => {
      const [file] = input.files ?? []
      if (!file || !(field instanceof HTMLTextAreaElement)) return
      void file.text().then((text) => {
        field.value = text
      })
    })
  }
}

const groupOf = (field: Element) => field.closest('.govuk-form-group')

/** Takes away what an earlier attempt said. */
export function clearErrors(form: HTMLFormElement): void {
  for (const line of form.querySelectorAll('[data-error]')) line.remove()
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid')
    field.setAttribute('aria-describedby', field.getAttribute('data-described') ?? '')
    groupOf(field)?.classList.remove('govuk-form-group--error')
  }
}

/** Says at the field what is wrong with it, and brings the keyboard there (WCAG 3.3.1). */
export function showError(form: HTMLFormElement, name: string, text: string): void {
  const field = form.querySelector<HTMLElement>(`#f-${name}`)
  if (!field) return
  const mine = form.querySelector<HTMLInputElement>('input[name="whose"][value="mine"]')
  if (name === 'policy' && mine && !mine.checked) {
    mine.checked = true
    form.dispatchEvent(new Event('change'))
  }
  field.closest('details')?.setAttribute('open', '')
  const line = document.createElement('p')
  line.className = 'govuk-error-message'
  line.id = `f-${name}-error`
  line.dataset['error'] = ''
  line.textContent = text
  field.before(line)
  const described = field.getAttribute('aria-describedby') ?? ''
  field.dataset['described'] = described
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', `${described} ${line.id}`.trim())
  groupOf(field)?.classList.add('govuk-form-group--error')
  field.focus()
}
