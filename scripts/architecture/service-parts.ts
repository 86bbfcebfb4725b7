/** What each part of a service may import (house.md 2.3). A part is a file or a folder of that name. */
import {
  type HouseRule,
  type Import,
  isCode,
  isTest,
  nameIn,
  roomOf,
  serviceNamed,
  target,
} from './house.ts'

interface Part {
  /** Other parts of the same service. */
  readonly own: readonly string[]
  /** Core folders. */
  readonly core: readonly string[]
  /** Packages, besides zod. */
  readonly packages?: RegExp
  readonly design?: boolean
  /** May it name other services that `uses` lists? */
  readonly others?: boolean
}

const ACTING = [
  'kernel',
  'fairness',
  'classifier',
  'masking',
  'rules',
  'database',
  'text',
  'people',
  'vault',
  'record',
  'decisions',
  'files',
  'mail',
  'discovery',
  'harvest',
  'providers',
  'jobs',
  'actions',
]
const PURE = ['model', 'rules', 'config']
const FACTS = [...PURE, 'decisions', 'purposes', 'entries', 'store', 'adapters', 'probes']

const PARTS: Readonly<Record<string, Part>> = {
  model: { own: [], core: ['kernel'] },
  rules: { own: ['model', 'config'], core: ['kernel'] },
  decisions: { own: PURE, core: ['kernel', 'decisions'] },
  purposes: { own: ['model'], core: ['kernel', 'vault'] },
  entries: { own: ['model'], core: ['kernel', 'record'] },
  config: { own: ['model'], core: ['kernel'] },
  store: { own: ['model', 'config', 'store'], core: ['kernel', 'database'] },
  /** Readers of foreign documents: pure, from text to facts. */
  adapters: {
    own: ['model', 'adapters'],
    core: ['kernel'],
    packages: /^(?:fast-xml-parser|yaml)$/,
  },
  /** Judgements over such facts: pure. */
  probes: { own: ['model', 'probes'], core: ['kernel'] },
  /** A document drawn from frozen facts, as text and bytes: pure. */
  book: {
    own: ['model', 'book'],
    core: ['kernel', 'text'],
    packages: /^node:(?:crypto|zlib)$/,
    others: true,
  },
  /** Further files of a large service: a part of the story that several actions and jobs share. */
  further: {
    own: [...FACTS, 'further', 'jobs', 'book'],
    core: ACTING,
    packages: /^node:crypto$/,
    others: true,
  },
  jobs: {
    own: [...FACTS, 'further', 'jobs'],
    core: ACTING,
    packages: /^node:crypto$/,
    others: true,
  },
  actions: {
    own: [...FACTS, 'further', 'jobs', 'actions'],
    core: ACTING,
    packages: /^node:crypto$/,
    others: true,
  },
  feeds: {
    own: [...FACTS, 'further', 'feeds'],
    core: [...ACTING, 'pages'],
    packages: /^d3-/,
    others: true,
  },
  /** Ways out to another service and back. */
  passages: {
    own: [...FACTS, 'further', 'jobs', 'actions', 'passages'],
    core: [...ACTING, 'pages'],
    packages: /^node:crypto$/,
    others: true,
  },
  pages: {
    own: [...FACTS, 'further', 'feeds', 'actions', 'pages'],
    core: [...ACTING, 'pages'],
    packages:
      /^(?:preact(?:\/hooks)?|d3-[\w-]+|supercluster|topojson-client|world-atlas\/[\w-]+\.json)$/,
    design: true,
    others: true,
  },
  imports: {
    own: [...FACTS, 'further', 'actions', 'imports'],
    core: [...ACTING, 'service'],
    packages:
      /^(?:node:(?:fs|fs\/promises|stream|stream\/promises|string_decoder|zlib|crypto)|csv-parse|@streamparser\/json|topojson-client|world-atlas\/[\w-]+\.json)$/,
    // A file may tell about two services: each row is taken in by an action of its owner.
    others: true,
  },
  sample: {
    own: [...FACTS, 'further', 'actions', 'sample'],
    core: ['kernel', 'service', 'actions'],
    packages: /^#test\//,
  },
  service: {
    own: [
      ...FACTS,
      'further',
      'feeds',
      'jobs',
      'actions',
      'passages',
      'pages',
      'imports',
      'sample',
      'text',
    ],
    core: ['kernel', 'database', 'service'],
  },
}

/** The part a file of a service belongs to. */
function partOf(file: string): string {
  const [, name = ''] = /^src\/(?:services|hub)\/[^/]+\/([\w-]+)/.exec(file) ?? []
  return name in PARTS || name === 'text' ? name : 'further'
}

function mayImport({ file, from }: Import): boolean {
  const part = PARTS[partOf(file)]
  if (!part || from === 'zod') return true
  if (from.startsWith('.')) {
    const reached = target({ file, from })
    return roomOf(reached) !== roomOf(file) || part.own.includes(partOf(reached))
  }
  if (from.startsWith('#core/')) return part.core.includes(from.slice(6))
  if (from === '#design') return part.design === true
  if (serviceNamed(from)) return part.others === true
  return part.packages?.test(from) === true
}

const partsImportWhatTheyNeed: HouseRule = ({ imports }) =>
  imports
    .filter((one) => nameIn('services', one.file) && !isTest(one.file) && !mayImport(one))
    .map(({ file, from }) => `${file} imports ${from}`)

const CLOCK =
  /\bnew Date\(\)|\bDate\.now\b|\bperformance\.now\b|\bMath\.random\b|\brandom(?:Bytes|UUID|Int)\b|\bgetRandomValues\b|\bprocess\.|\bfetch\(|\bsetTimeout\(|\bsetInterval\(|'node:(?:https?|net|os|child_process)'/

const nothingFromOutside: HouseRule = ({ sources }) =>
  [...sources]
    .filter(
      ([file, text]) =>
        nameIn('services', file) && isCode(file) && !isTest(file) && CLOCK.test(text),
    )
    .map(([file, text]) => `${file} asks the world itself: ${CLOCK.exec(text)?.[0]}`)

/** The rules about the parts of a service. */
export const partRules: Readonly<Record<string, HouseRule>> = {
  'Each part of a service imports only what it needs': partsImportWhatTheyNeed,
  'Time, chance, settings and the network come from outside': nothingFromOutside,
}
