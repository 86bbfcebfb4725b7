/** The web shell: turns declarations into HTML, forms, JSON and OpenAPI. Knows no service and no design. */
export type { Frame, RunningCity, WebSettings } from './city.ts'
export { openApi } from './openapi.ts'
export type { Answered, Protocol, Spoken } from './protocols.ts'
export { openWeb } from './server.ts'
