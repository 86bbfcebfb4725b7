/** The register as JSON-LD 1.1 with the Data Privacy Vocabulary 2 (https://w3id.org/dpv). Pure. */
import type { Say } from '#core/text'
import { type Activity, type Answering, OWN_MEASURES } from './register.ts'

/** Prefixes of the vocabulary and of what it builds on. */
export const CONTEXT = {
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  dct: 'http://purl.org/dc/terms/',
  'dct:language': { '@type': '@id' },
} as const

/** `6(1)(e)` → `eu-gdpr:A6-1-e`; undefined for what the vocabulary has no term for. */
export function basisTerm(gdpr: string): string | undefined {
  const [, article, number, letter] = /^(6|9)\((\d)\)\(([a-j])\)$/.exec(gdpr) ?? []
  return article ? `eu-gdpr:A${article}-${number}-${letter}` : undefined
}

const titled = (id: string, say: Say) =>
  say.has(`purpose.${id}.title`) ? say(`purpose.${id}.title`) : id

function basisOf({ gdpr, law }: Activity) {
  const laws = [...new Set([`GDPR art. ${gdpr}`, law])]
  return { '@type': basisTerm(gdpr) ?? 'dpv:LegalBasis', 'dct:title': laws.join('; ') }
}

function dataOf({ personal }: Activity, say: Say) {
  return personal.map(({ name, pd, special }) => ({
    '@type': special ? [pd, 'dpv:SpecialCategoryPersonalData'] : [pd],
    'dct:identifier': name,
    'dct:title': say.has(`field.${name}`) ? say(`field.${name}`) : name,
  }))
}

const measuresOf = (answering: Answering, say: Say) => [
  ...OWN_MEASURES.map(([name, term]) => ({
    '@type': term,
    'dct:title': say(`processing.measure.${name}`),
  })),
  ...answering.measures.map((title) => ({
    '@type': 'dpv:TechnicalOrganisationalMeasure',
    'dct:title': title,
  })),
]

/** One activity: a process with one purpose. */
function processOf(activity: Activity, of: { url: string; answering: Answering; say: Say }) {
  const { id, version, dpv, recipients, retention, dpia, transfers } = activity
  const { url, say } = of
  return {
    '@id': `${url}/processing/${id}`,
    '@type': 'dpv:Process',
    'dct:identifier': id,
    'dct:hasVersion': String(version),
    'dct:title': titled(id, say),
    'dpv:hasPurpose': { '@type': dpv, 'dct:title': titled(id, say) },
    'dpv:hasPersonalData': dataOf(activity, say),
    'dpv:hasDataSubject': { '@type': 'dpv:DataSubject' },
    'dpv:hasLegalBasis': basisOf(activity),
    'dpv:hasRecipient': recipients.map((name) => ({
      '@type': 'dpv:Recipient',
      'dpv:hasName': name,
    })),
    'dpv:hasStorageCondition': { '@type': 'dpv:StorageDuration', 'dct:description': retention },
    ...(transfers.length > 0
      ? {
          'dpv:hasThirdCountry': transfers.map(({ country, safeguard }) => ({
            '@type': 'dpv:ThirdCountry',
            'dct:identifier': country,
            'dct:description': safeguard[say.language] ?? Object.values(safeguard)[0] ?? '',
          })),
        }
      : {}),
    ...(dpia === null
      ? {}
      : {
          'dpv:hasImpactAssessment': {
            '@id': `${url}/processing/assessments/${dpia}`,
            '@type': 'dpv:DPIA',
          },
        }),
  }
}

/** The whole register: a record of processing activities of one controller. */
export function ropaOf(
  activities: readonly Activity[],
  of: { url: string; answering: Answering; say: Say; now: string },
): object {
  const { url, answering, say, now } = of
  const { controller, officer } = answering
  return {
    '@context': CONTEXT,
    '@id': `${url}/processing`,
    '@type': 'dpv:ROPA',
    'dct:title': say('processing.show'),
    'dct:created': now,
    'dpv:hasDataController': {
      '@id': url,
      '@type': ['dpv:DataController', 'dpv:PublicSectorBody'],
      'dpv:hasName': controller.name,
      'dpv:hasAddress': controller.address,
      'dpv:hasContact': controller.email,
    },
    'dpv:hasDataProtectionOfficer': {
      '@type': 'dpv:DataProtectionOfficer',
      'dpv:hasContact': officer,
    },
    'dpv:hasDataProcessor': answering.processors.map(({ name, does, country }) => ({
      '@type': 'dpv:DataProcessor',
      'dpv:hasName': name,
      'dct:description': does,
      'dpv:hasLocation': country,
    })),
    'dpv:hasTechnicalOrganisationalMeasure': measuresOf(answering, say),
    'dpv:hasProcess': activities.map((one) => processOf(one, of)),
  }
}
