/** Everything people can look at about reports. */
import type { Page } from '#core/pages'

export const pages: readonly Page<any, any, any>[] = []
