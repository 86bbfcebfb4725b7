/** What stands behind the # of a link goes into the field for it, and out of the address: nobody has to paste it. */
export function takeHash(input: HTMLInputElement): void {
  const secret = location.hash.slice(1)
  if (secret.length < 20 || input.value !== '') return
  input.value = secret
  history.replaceState(null, '', location.pathname + location.search)
}
