/** Says by name which files were chosen, one below the other. */
export function nameFiles(field: HTMLInputElement): void {
  const line = document.createElement('p')
  line.className = 'cr-chosen'
  line.setAttribute('role', 'status')
  field.before(line)
  field.addEventListener('change', () => {
    const names = [...(field.files ?? [])].map(({ name }) => name)
    const words = field.dataset['files'] ?? '{names}'
    line.textContent = names.length > 0 ? words.replace('{names}', names.join(' · ')) : ''
  })
}
