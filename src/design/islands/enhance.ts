/** Small comforts for forms and the menu. Every page works the same without them. */
import { countCharacters } from './enhance/count.ts'
import { nameFiles } from './enhance/files.ts'
import { closeMenus } from './enhance/menu.ts'
import { takeHash } from './enhance/paste.ts'
import { takeStrokes } from './enhance/strokes.ts'
import { sendOnce } from './enhance/once.ts'

document.querySelector<HTMLElement>('[data-focus]')?.focus()
document.querySelectorAll('textarea').forEach(countCharacters)
document.querySelectorAll<HTMLInputElement>('input[data-files]').forEach(nameFiles)
document.querySelectorAll<HTMLInputElement>('input[name=link]').forEach(takeHash)
document.querySelectorAll('form').forEach(sendOnce)
document.querySelectorAll<HTMLElement>('[data-strokes]').forEach(takeStrokes)
closeMenus()
