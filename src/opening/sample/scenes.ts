/** Street scenes as drawings: a lamp, a hole, a bin, a bench, a tree, a sprayed wall. */
import type { Chance } from './chance.ts'

const W = 800
const H = 600

interface Light {
  readonly sky: readonly [string, string]
  readonly wall: string
  readonly ground: string
  readonly dark: boolean
}

const lights: readonly Light[] = [
  { sky: ['#9cc9e8', '#e6f1f5'], wall: '#e3cfa8', ground: '#9a958c', dark: false },
  { sky: ['#c4cdd4', '#e4e6e6'], wall: '#cfc7bb', ground: '#85858a', dark: false },
  { sky: ['#f2b98a', '#f7e2c0'], wall: '#d9a878', ground: '#8f8078', dark: false },
  { sky: ['#141d33', '#2f3b5c'], wall: '#3a3f52', ground: '#2a2c36', dark: true },
]

const walls = ['#d8b48a', '#c9d3c0', '#e2c3b3', '#cfd6e0', '#efe0b9']

type Pen = { readonly light: Light; readonly chance: Chance }

/** A shade darker, at night much darker. */
const ink = ({ light }: Pen, day: string, night: string) => (light.dark ? night : day)

function house(pen: Pen, x: number, width: number): string {
  const { light, chance } = pen
  const top = chance.whole(90, 190)
  const wall = light.dark ? light.wall : chance.one(walls)
  const windows: string[] = []
  for (let row = top + 40; row < 320; row += 90) {
    for (let left = x + 28; left < x + width - 40; left += 74) {
      const lit = light.dark && chance.often(0.3)
      const glass = lit ? '#f4d58a' : ink(pen, '#6f8494', '#1b2131')
      windows.push(`<rect x="${left}" y="${row}" width="34" height="52" rx="3" fill="${glass}"/>`)
    }
  }
  return `<rect x="${x}" y="${top}" width="${width}" height="${420 - top}" fill="${wall}"/>
    <rect x="${x}" y="${top - 8}" width="${width}" height="10" fill="#00000033"/>${windows.join('')}`
}

/** Sky, houses, pavement, kerb and road. */
function street(pen: Pen): string {
  const { light, chance } = pen
  const [high, low] = light.sky
  const first = chance.whole(200, 330)
  const second = chance.whole(180, 280)
  const slabs = Array.from({ length: 14 }, (_, n) => {
    const x = n * 62 - 20
    return `<path d="M${x + 40} 420 L${x} 492" stroke="#00000022" stroke-width="2"/>`
  })
  return `<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="${high}"/>
      <stop offset="1" stop-color="${low}"/></linearGradient></defs>
    <rect width="${W}" height="${H}" fill="url(#sky)"/>
    ${house(pen, -10, first)}${house(pen, first - 10, second)}
    ${house(pen, first + second - 10, W - first - second + 20)}
    <rect y="420" width="${W}" height="76" fill="${ink(pen, '#c3bdb2', '#3d3f49')}"/>${slabs.join('')}
    <rect y="492" width="${W}" height="12" fill="${ink(pen, '#dedad2', '#4a4c57')}"/>
    <rect y="504" width="${W}" height="300" fill="${light.ground}"/>`
}

function lamp(pen: Pen): string {
  const x = pen.chance.whole(300, 500)
  const lean = pen.chance.often(0.3) ? pen.chance.whole(6, 13) : 0
  const metal = ink(pen, '#3b4a44', '#12161c')
  return `<g transform="rotate(${lean} ${x} 470)">
    <rect x="${x - 22}" y="448" width="44" height="26" rx="4" fill="${metal}"/>
    <rect x="${x - 6}" y="120" width="12" height="340" fill="${metal}"/>
    <path d="M${x} 126 q4 -62 96 -56" fill="none" stroke="${metal}" stroke-width="10"/>
    <path d="M${x + 78} 62 h58 l14 26 h-86 z" fill="${metal}"/>
    <rect x="${x + 74}" y="88" width="66" height="8" fill="${ink(pen, '#dcdccf', '#59606b')}"/></g>`
}

function pothole({ light, chance }: Pen): string {
  const x = chance.whole(270, 520)
  const wide = chance.whole(90, 150)
  const water = chance.often(0.4) ? (light.dark ? '#46536d' : '#a9c3d1') : '#2e2b29'
  const cracks = Array.from({ length: 7 }, (_, n) => {
    const turn = (n / 7) * Math.PI * 2
    const out = wide * chance.between(1.1, 1.6)
    const bend = `${x + Math.cos(turn + 0.2) * wide} ${552 + Math.sin(turn + 0.2) * 26}`
    return `<path d="M${x} 552 L${bend} L${x + Math.cos(turn) * out} ${552 + Math.sin(turn) * 42}"
      fill="none" stroke="#1c1a19" stroke-width="3"/>`
  })
  return `${cracks.join('')}<ellipse cx="${x}" cy="552" rx="${wide}" ry="30" fill="#4a4541"/>
    <ellipse cx="${x + 6}" cy="556" rx="${wide - 16}" ry="22" fill="${water}"/>`
}

function bin(pen: Pen): string {
  const { chance } = pen
  const x = chance.whole(250, 430)
  const body = chance.one(['#2f6b52', '#38618c', '#7c7f86', '#8a6a2f'])
  const bags = Array.from({ length: chance.whole(3, 6) }, (_, n) => {
    const colour = chance.one(['#20242b', '#d9d4c7', '#3f5fa3', '#c9b458'])
    const left = x - 80 + n * 62
    return `<path d="M${left} 482 q-14 -52 26 -58 q40 6 28 58 z" fill="${colour}"/>
      <path d="M${left + 20} 426 l8 -14 l8 14 z" fill="${colour}"/>`
  })
  return `<rect x="${x}" y="300" width="150" height="170" rx="8" fill="${ink(pen, body, '#1d2a2a')}"/>
    <path d="M${x - 8} 300 l18 -42 h130 l18 42 z" fill="${ink(pen, '#4c5157', '#22262e')}"/>
    <circle cx="${x + 28}" cy="474" r="12" fill="#17191c"/><circle cx="${x + 122}" cy="474" r="12"
      fill="#17191c"/>${bags.join('')}`
}

function bench(pen: Pen): string {
  const x = pen.chance.whole(180, 330)
  const wood = ink(pen, '#8f6238', '#3b2d24')
  const gone = pen.chance.whole(0, 4)
  const slats = [340, 362, 384, 412, 426].map((y, n) =>
    n === gone
      ? `<rect x="${x}" y="${y}" width="110" height="12" fill="${wood}" transform="rotate(9 ${x} ${y})"/>`
      : `<rect x="${x}" y="${y}" width="300" height="12" rx="2" fill="${wood}"/>`,
  )
  const iron = ink(pen, '#33383c', '#14161a')
  return `<path d="M${x + 30} 330 v140 M${x + 270} 330 v140 M${x + 30} 424 h-26 v46 M${x + 270} 424
    h26 v46" stroke="${iron}" stroke-width="10" fill="none"/>${slats.join('')}`
}

function tree(pen: Pen): string {
  const { chance } = pen
  const x = chance.whole(300, 480)
  const leaf = ink(pen, chance.one(['#5f8a4a', '#7a9a52', '#a98a3e']), '#1f2f24')
  const crown = Array.from({ length: 9 }, () => {
    const [cx, cy] = [x + chance.whole(-110, 110), 190 + chance.whole(-70, 60)]
    return `<circle cx="${cx}" cy="${cy}" r="${chance.whole(48, 76)}" fill="${leaf}"/>`
  })
  const bark = ink(pen, '#6b5140', '#241c18')
  return `<path d="M${x - 18} 470 L${x - 8} 220 h18 L${x + 20} 470 z" fill="${bark}"/>
    ${crown.join('')}<path d="M${x + 6} 300 q70 40 96 150" stroke="${bark}" stroke-width="14"
      fill="none"/><circle cx="${x + 104}" cy="452" r="34" fill="${leaf}"/>`
}

function graffiti({ chance }: Pen): string {
  const colours = ['#d1345b', '#2f8f9d', '#f0a202', '#6a4c93', '#111318']
  const lines = Array.from({ length: 6 }, (_, n) => {
    const x = 150 + n * 86
    const y = chance.whole(240, 330)
    const [a, b] = [chance.whole(-60, 60), chance.whole(-80, 80)]
    return `<path d="M${x} ${y} c${a} ${b} ${80 + b} ${a} 70 ${chance.whole(30, 80)} s-60 ${b} 20 20"
      stroke="${chance.one(colours)}" stroke-width="${chance.whole(9, 18)}" fill="none"
      stroke-linecap="round"/>`
  })
  const wall = `<rect x="90" y="190" width="640" height="236" fill="${chance.one(walls)}"/>`
  return `${wall}<rect x="90" y="182" width="640" height="12" fill="#00000044"/>${lines.join('')}`
}

const scenes: Readonly<Record<string, (pen: Pen) => string>> = {
  lamp,
  pothole,
  bin,
  bench,
  tree,
  graffiti,
}

/** One scene in some light. Lamps are mostly seen at night. */
export function draw(scene: string, chance: Chance): string {
  const night = lights.at(-1)
  const light = scene === 'lamp' && night && chance.often(0.6) ? night : chance.one(lights)
  const pen = { light, chance }
  const subject = (scenes[scene] ?? pothole)(pen)
  const down = scene === 'pothole' ? 170 : 0
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${H}"
    viewBox="0 ${down} ${W} ${H}">${street(pen)}${subject}</svg>`
}
