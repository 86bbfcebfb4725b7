/** Everything people can look at about reports. */
import { deskBlur, ownBlur } from './blur.tsx'
import { alike } from './desk/alike.tsx'
import { deskContact } from './desk/contact.tsx'
import { deskDanger } from './desk/danger.tsx'
import { earlier } from './desk/earlier.tsx'
import { forMe } from './desk/for-me.tsx'
import { giving } from './desk/giving.tsx'
import { deskNotes } from './desk/notes.tsx'
import { queue } from './desk/queue.tsx'
import { queues } from './desk/queues.tsx'
import { deskReport } from './desk/report.tsx'
import { newTemplate, oneTemplate, templates } from './desk/templates.tsx'
import { together } from './desk/together.tsx'
import { deskWords } from './desk/words.tsx'
import { districts } from './districts.tsx'
import { list } from './list.tsx'
import { map } from './map.tsx'
import { following } from './mine/following.tsx'
import { find, own } from './mine/find.tsx'
import { mine } from './mine/report.tsx'
import { sent } from './mine/sent.tsx'
import { check } from './new/check.tsx'
import { contact } from './new/contact.tsx'
import { details, photos } from './new/details.tsx'
import { offline } from './new/offline.tsx'
import { questions } from './new/questions.tsx'
import { seen } from './new/seen.tsx'
import { sameStep } from './new/same.tsx'
import { resume, start } from './new/start.tsx'
import { what } from './new/what.tsx'
import { where } from './new/where.tsx'
import { deskPhoto, draftPhoto, ownPhoto, publicPhoto } from './photos.tsx'
import { statistics } from './statistics.tsx'
import { show } from './show.tsx'

/** What anybody may look at, what reporting asks, what a reporter follows, and the desk. */
export const pages = [
  list,
  map,
  statistics,
  districts,
  show,
  publicPhoto,
  start,
  offline,
  resume,
  what,
  questions,
  where,
  details,
  seen,
  sameStep,
  photos,
  contact,
  check,
  draftPhoto,
  sent,
  find,
  own,
  mine,
  ownPhoto,
  ownBlur,
  following,
  queue,
  earlier,
  queues,
  together,
  templates,
  newTemplate,
  oneTemplate,
  forMe,
  deskNotes,
  deskReport,
  alike,
  deskContact,
  deskWords,
  deskDanger,
  giving,
  deskPhoto,
  deskBlur,
]
