/**
 * Receipts of consents as ISO/IEC TS 27560 asks for them, in the words of the Data Privacy Vocabulary (its guide
 * "Consent Records and Receipts"): a record with everything that was agreed to, and a receipt that carries it.
 */
import type { CityFacts } from '#core/actions'
import type { Declared } from '#core/pages'
import type { Say } from '#core/text'
import type { Consent } from '#core/vault'
import { noticeName, purposeTitle } from '../naming.ts'

const CONTEXT = {
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  loc: 'https://w3id.org/dpv/loc#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  dct: 'http://purl.org/dc/terms/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
}
const SCHEMA = 'https://w3id.org/dpv/schema/dpv-27560'

/** What a receipt is made of. */
export interface Given {
  readonly consent: Consent
  /** Pseudonym of who consented. */
  readonly ref: string
  readonly purposes: Declared['purposes']
  readonly city: CityFacts
  readonly now: string
}

/** The purposes that rest on this consent: those of its version, or as they are now where it was changed since. */
export function purposesOf({ notice, version }: Consent, all: Declared['purposes']) {
  const named = all.filter((one) => one.notice?.name === notice)
  const same = named.filter((one) => one.notice?.version === version)
  return same.length > 0 ? same : named
}

function processOf(purpose: Declared['purposes'][number], { city }: Given, say: Say): object {
  const until = purpose.retention.slice(purpose.retention.indexOf(', ') + 2)
  const why = `purpose.${purpose.id}.why`
  return {
    '@type': 'dpv:Process',
    'dct:identifier': `${purpose.id}@${purpose.version}`,
    'dpv:hasPurpose': {
      '@type': purpose.dpv,
      'dct:title': purposeTitle(purpose.id, say),
      ...(say.has(why) ? { 'dct:description': say(why) } : {}),
    },
    'dpv:hasPersonalData': purpose.pd,
    'dpv:hasRecipient': [city.url, ...purpose.recipients],
    'dpv:hasStorageCondition': [
      { '@type': 'dpv:StorageLocation', 'dpv:hasLocation': placeOf(city) },
      {
        '@type': 'dpv:StorageDuration',
        'dpv:hasDuration': { '@type': 'dpv:UntilEventDuration', 'rdf:value': until },
      },
    ],
  }
}

/** The country the city states (ISO 3166-1); XX is none. */
function placeOf({ discovery, name }: CityFacts): string {
  const country = discovery?.country ?? 'XX'
  return country === 'XX' ? name : `loc:${country}`
}

function eventsOf({ given, withdrawn, method }: Consent): object[] {
  const by = { 'dpv:isIndicatedBy': 'dpv:DataSubject' }
  const events = [
    {
      '@type': ['dpv:ConsentGiven', 'dpv:ExpressedConsent'],
      ...by,
      'dpv:hasIndicationMethod': method,
      'dpv:isIndicatedAtTime': given,
    },
  ]
  if (withdrawn === null) return events
  const ended = { 'dpv:hasIndicationMethod': 'button', 'dpv:isIndicatedAtTime': withdrawn }
  return [...events, { '@type': 'dpv:ConsentWithdrawn', ...by, ...ended }]
}

function noticeOf({ consent }: Given, say: Say): object {
  const { notice, version } = consent
  const text = `notice.${notice}.text`
  return {
    '@type': 'dpv:ConsentNotice',
    'dct:identifier': `${notice}@${version}`,
    'dct:title': noticeName(notice, say),
    'dct:language': say.language,
    ...(say.has(text) ? { 'dct:description': say(text) } : {}),
  }
}

function recordOf(of: Given, say: Say): object {
  const { consent, city, ref, purposes } = of
  const contact = city.discovery?.contacts?.['dpo'] ?? city.url
  const control = `${city.url}/folder/consents/${consent.id}`
  return {
    '@id': `urn:uuid:${consent.id}`,
    '@type': 'dpv:ConsentRecord',
    'dct:conformsTo': `${SCHEMA}#record`,
    'dct:identifier': consent.id,
    'dpv:hasDataSubject': { '@type': 'dpv:DataSubject', 'dpv:hasIdentifier': ref },
    'dpv:hasDataController': {
      '@id': city.url,
      '@type': 'dpv:DataController',
      'dct:title': city.name,
      'dpv:hasContact': contact,
    },
    'dpv:hasJurisdiction': placeOf(city),
    'dpv:hasApplicableLaw': 'eu-gdpr:GDPR',
    'dpv:hasLegalBasis': 'eu-gdpr:A6-1-a',
    'dpv:hasNotice': noticeOf(of, say),
    'dpv:hasProcess': purposes.map((one) => processOf(one, of, say)),
    'dpv:hasConsentControl': {
      '@type': ['dpv:ProvideConsent', 'dpv:WithdrawConsent'],
      'dpv:isExercisedAt': control,
    },
    'dpv:hasRight': [
      {
        '@type': ['dpv:DataSubjectRight', 'eu-gdpr:A7-3'],
        'dct:title': say('folder.withdraw'),
        'dpv:isExercisedAt': control,
      },
    ],
    'dpv:hasConsentStatus': eventsOf(consent),
  }
}

/** The receipt of one consent, in the language in which its notice was read. */
export function receiptOf(of: Given, say: Say): object {
  const { consent, city, now } = of
  const state = consent.withdrawn === null ? 'given' : 'withdrawn'
  return {
    '@context': CONTEXT,
    '@id': `${city.url}/folder/consents/${consent.id}/receipt`,
    '@type': 'dpv:ConsentReceipt',
    'dct:conformsTo': SCHEMA,
    'dpv:hasIdentifier': `${consent.id}/${state}`,
    'dct:created': now,
    'dct:publisher': city.url,
    'dpv:hasRecordOfActivity': [recordOf(of, say)],
  }
}

/** The media type of its payload, as the head of the JWS says it. */
export const RECEIPT_TYPE = 'consent-receipt+ld+json'
