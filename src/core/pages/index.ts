/** A page is one thing a person can look at: the same `load` answers HTML and JSON. */
export { cell, xml } from './escape.ts'
export { jsonFeed, type News, newsFeed, pointsFeed, tableFeed } from './feeds.ts'
export { type Here, HereContext, type MenuLink, type Problem, useHere } from './here.ts'
export {
  type Alone,
  type Feed,
  type FeedLook,
  type FileAnswer,
  type Health,
  type Look,
  type Page,
  page,
  type Sending,
  type Sent,
  type Streamed,
  type StreamLook,
} from './page.ts'
export { type Passage, passage, type Passed, type Passing } from './passage.ts'
export { type Folder } from './folder.ts'
export { type Declared, type DeclaredAction, type DeclaredPage } from './declared.ts'
export { type About, aboutText, namesIn, routesOf, valuesNamed } from './naming.ts'
export { reasonText } from './reason-text.ts'
