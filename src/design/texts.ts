import type { Texts } from '#core/text'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

/** The sentences that components say by themselves. */
export const texts: Texts = { ar, en, es }
