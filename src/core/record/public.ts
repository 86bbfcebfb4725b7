/**
 * What may stand in the public record: text, whole numbers, yes and no, lists and objects of them.
 */
export type PublicValue =
  | string
  | number
  | boolean
  | readonly PublicValue[]
  | { readonly [key: string]: PublicValue | undefined }

/**
 * Body of an entry. A personal value is a class of its own and does not fit, nor do dates, null or
 * `any`.
 */
export type PublicBody = Readonly<Record<string, PublicValue | undefined>>

type IsAny<T> = 0 extends 1 & T ? true : false

/** True when some part of `T`, three levels deep, is `any` and so would let everything through. */
type LetsAll<T, Depth extends readonly unknown[] = []> =
  IsAny<T> extends true
    ? true
    : Depth['length'] extends 3
      ? false
      : T extends object
        ? true extends { [Key in keyof T]: LetsAll<T[Key], readonly [...Depth, Key]> }[keyof T]
          ? true
          : false
        : false

/**
 * `unknown` when `T` may be published; otherwise a sentence that shows in the compiler's message.
 */
export type Publishable<T> =
  LetsAll<T> extends true
    ? 'an entry body names the type of everything in it'
    : T extends PublicBody
      ? unknown
      : 'an entry body holds text, whole numbers, booleans, lists and objects of them: nothing personal'
