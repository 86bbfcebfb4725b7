/** Tells once, a moment after the last of a burst of changes. */
import { watch } from 'node:fs'
import { join } from 'node:path'
import { root } from './inputs.mjs'

const PAUSE = 150

/** Calls `work` after every burst of changes below these folders, one call at a time. */
export function onChange(folders, work) {
  let timer
  let busy = Promise.resolve()
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      busy = busy.then(work).catch((failure) => console.error(failure.message))
    }, PAUSE)
  }
  for (const folder of folders) watch(join(root, folder), { recursive: true }, soon)
}
