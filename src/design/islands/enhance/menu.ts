const open = () => document.querySelectorAll<HTMLDetailsElement>('details.cr-menu[open]')

function close(menu: HTMLDetailsElement): void {
  menu.open = false
}

/** An open menu closes with Escape and when something outside it is used. */
export function closeMenus(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    open().forEach((menu) => {
      const inside = menu.contains(document.activeElement)
      close(menu)
      if (inside) menu.querySelector('summary')?.focus()
    })
  })
  for (const kind of ['click', 'focusin'] as const) {
    document.addEventListener(kind, ({ target }) => {
      open().forEach((menu) => {
        if (target instanceof Node && !menu.contains(target)) close(menu)
      })
    })
  }
}
