import { createContext } from 'preact'
import type { Action } from '#core/actions'

/** The action whose form a field stands in. */
export const FormContext = createContext<Action<any, any, any> | null>(null)
