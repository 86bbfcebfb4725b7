import type { Texts } from '#core/text'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

/** The words the components themselves speak. */
export const designTexts: Texts = { en, es, ar }
