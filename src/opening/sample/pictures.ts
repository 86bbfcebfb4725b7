/** Photos of the sample reports: drawn, then taken in like anybody's photo. */
import { Readable } from 'node:stream'
import type { Chance } from './chance.ts'
import { draw } from './scenes.ts'
import type { Stage } from './stage.ts'
import type { Story } from './stories.ts'

/** Photos that are already there when their report is made. */
export interface Pictures {
  /** The uploads of this report, to be claimed by it. */
  of(story: Story): Promise<string[]>
}

async function take(stage: Stage, svg: string, at: number, name: string): Promise<string> {
  const { default: sharp } = await import('sharp')
  const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer()
  const asked = { name, kinds: ['photo' as const], now: new Date(at).toISOString() }
  const upload = await stage.city.files.take(Readable.from([jpeg]), asked)
  return upload.id
}

/** Draws ahead of the year, a few at a time, so that nobody waits for a photo. */
export function paint(stage: Stage, stories: readonly Story[], chance: Chance): Pictures {
  const shown = stories.filter((story) => story.photos > 0 && story.scene)
  const drawn = new Map<Story, Promise<string[]>>()
  let last: Promise<unknown> = Promise.resolve()
  for (const story of shown) {
    const scenes = Array.from({ length: story.photos }, () => draw(story.scene ?? '', chance))
    const made = last.then(() =>
      Promise.all(scenes.map((svg, n) => take(stage, svg, story.at, `photo-${n + 1}.jpg`))),
    )
    made.catch(() => undefined)
    drawn.set(story, made)
    last = made
  }
  return { of: (story) => drawn.get(story) ?? Promise.resolve([]) }
}
