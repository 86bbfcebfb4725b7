/** The lists of the package `stopword` that are used; it brings no types of its own. */
declare module 'stopword' {
  export const ara: readonly string[]
  export const eng: readonly string[]
  export const nld: readonly string[]
  export const spa: readonly string[]
}
