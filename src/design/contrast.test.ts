import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const themes = globSync('cities/*/theme.css', { cwd: root })

type Colours = Readonly<Record<string, string>>

function coloursIn(css: string): Colours {
  const pairs = [...css.matchAll(/(--cr-[\w-]+):\s*(#[0-9a-f]{3,6})\s*;/gi)]
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]))
}

function light(hex: string): number {
  const full = hex.length === 4 ? hex.slice(1).replace(/./g, '$&$&') : hex.slice(1)
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
    const part = Number.parseInt(full.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [light(one), light(other)].toSorted((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}

const GROUNDS = ['ground', 'surface', 'sunken', 'tint']
const TEXTS: readonly (readonly [string, readonly string[]])[] = [
  ['text', [...GROUNDS, 'success-tint', 'warning-tint', 'error-tint']],
  ['soft', GROUNDS],
  ['link', GROUNDS],
  ['link-hover', GROUNDS],
  ['link-visited', ['ground', 'surface']],
  ['on-brand', ['brand', 'deep']],
  ['on-brand-soft', ['brand', 'deep', 'hero-water']],
  ['on-action', ['action', 'action-hover']],
  ['success', ['ground', 'surface', 'success-tint']],
  ['warning', ['ground', 'surface', 'warning-tint']],
  ['error', ['ground', 'surface', 'error-tint']],
]
/** Edges of controls and marks of state (WCAG 1.4.11). */
const EDGES: readonly (readonly [string, readonly string[]])[] = [
  ['edge', ['ground', 'surface', 'sunken']],
  ['accent', ['ground', 'surface']],
  ['action', ['ground', 'surface', 'map-land']],
  ['focus', [...GROUNDS]],
  ['focus-on-brand', ['brand', 'deep']],
]

function check(colours: Colours, pairs: typeof TEXTS, least: number, where: string): void {
  for (const [front, grounds] of pairs) {
    for (const ground of grounds) {
      const [a, b] = [colours[`--cr-${front}`], colours[`--cr-${ground}`]]
      assert.ok(a && b, `${where} sets --cr-${front} and --cr-${ground}`)
      const ratio = contrast(a, b)
      assert.ok(ratio >= least, `${where}: ${front} on ${ground} is ${ratio.toFixed(2)}`)
    }
  }
}

for (const theme of themes) {
  test(`in the colours of ${theme}, all text can be read and every control can be seen`, () => {
    const css = readFileSync(new URL(`../../${theme}`, import.meta.url), 'utf8')
    const [day = '', night = ''] = css.split('@media (prefers-color-scheme: dark)')
    for (const [where, part] of [
      ['by day', day],
      ['by night', night],
    ] as const) {
      const colours = coloursIn(part)
      check(colours, TEXTS, 4.5, `${theme} ${where}`)
      check(colours, EDGES, 3, `${theme} ${where}`)
    }
  })
}

test('a pair that cannot be read is found', () => {
  const grey = { '--cr-text': '#888', '--cr-ground': '#fff' }
  assert.throws(
    () => check(grey, [['text', ['ground']]], 4.5, 'a grey city'),
    /text on ground is 3\.54/,
  )
})
