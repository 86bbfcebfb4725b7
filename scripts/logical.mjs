/** A PostCSS pass: left and right become start and end, so that one stylesheet serves both writing directions. */

const SIDES = { left: 'inline-start', right: 'inline-end', top: 'block-start', bottom: 'block-end' }
const CORNERS = {
  'top-left': 'start-start',
  'top-right': 'start-end',
  'bottom-left': 'end-start',
  'bottom-right': 'end-end',
}
const FLOWS = { left: 'inline-start', right: 'inline-end' }
const ALIGNS = { left: 'start', right: 'end' }

function property(name) {
  if (name === 'left' || name === 'right') return `inset-${SIDES[name]}`
  const spacing = /^(margin|padding|scroll-margin|scroll-padding)-(left|right)$/.exec(name)
  if (spacing) return `${spacing[1]}-${SIDES[spacing[2]]}`
  const border = /^border-(left|right)(-(?:width|style|color))?$/.exec(name)
  if (border) return `border-${SIDES[border[1]]}${border[2] ?? ''}`
  const corner = /^border-(top|bottom)-(left|right)-radius$/.exec(name)
  if (corner) return `border-${CORNERS[`${corner[1]}-${corner[2]}`]}-radius`
  return name
}

/** `margin: 1px 2px 3px 4px` names a side; it is split when left and right differ. */
function fourSides({ prop, value, important }) {
  if (!/^(?:margin|padding|border-width|border-style|border-color)$/.test(prop)) return undefined
  const parts = value.match(/(?:[^\s()]+|\((?:[^()]|\([^()]*\))*\))+/g) ?? []
  if (parts.length !== 4 || parts[1] === parts[3] || value.includes('/')) return undefined
  const [outer, inner] = prop.split('-')
  return ['block-start', 'inline-end', 'block-end', 'inline-start'].map((side, index) => ({
    prop: [outer, side, inner].filter(Boolean).join('-'),
    value: parts[index],
    important,
  }))
}

function direction(declaration) {
  const values = { float: FLOWS, clear: FLOWS, 'text-align': ALIGNS }[declaration.prop]
  return values?.[declaration.value] ?? declaration.value
}

function convert(declaration) {
  const sides = fourSides(declaration)
  if (sides) {
    declaration.replaceWith(...sides)
    return
  }
  const prop = property(declaration.prop)
  const value = direction(declaration)
  if (prop !== declaration.prop) declaration.prop = prop
  if (value !== declaration.value) declaration.value = value
}

/** The pass. A rule that must stay as it is says so with the comment `physical` before its declarations. */
export function logical() {
  return {
    postcssPlugin: 'logical',
    Once(css) {
      css.walkRules((rule) => {
        const marked = rule.first?.type === 'comment' && rule.first.text === 'physical'
        if (!marked) rule.each((node) => (node.type === 'decl' ? convert(node) : undefined))
      })
    },
  }
}
logical.postcss = true
