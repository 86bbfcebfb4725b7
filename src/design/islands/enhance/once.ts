const PATIENCE = 10_000

function mark(form: HTMLFormElement, sent: boolean): void {
  form.toggleAttribute('data-sent', sent)
  form.querySelectorAll('button').forEach((button) => {
    if (sent) button.setAttribute('aria-disabled', 'true')
    else button.removeAttribute('aria-disabled')
  })
}

/** A form that was sent is not sent again by a second click; the one-time key guards the rest. */
export function sendOnce(form: HTMLFormElement): void {
  if (!form.dataset['once']) return
  form.addEventListener('submit', (event) => {
    if (form.hasAttribute('data-sent')) {
      event.preventDefault()
      return
    }
    mark(form, true)
    setTimeout(() => mark(form, false), PATIENCE)
  })
  addEventListener('pageshow', () => mark(form, false))
}
