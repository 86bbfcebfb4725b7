/** What is answered about residence and mandates, and to whom. */
import * as claims from './claimed.ts'
import * as desk from './desk-number.ts'
import * as atTheDesk from './mandate-desk.ts'
import * as listing from './mandate-list.ts'
import * as mandates from './mandates.ts'
import * as namesakes from './namesakes.ts'
import * as later from './namesakes-due.ts'
import * as register from './register.ts'
import * as residence from './residence.ts'
import { type Operation, takes } from './takes.ts'

export const residentOperations: Readonly<Record<string, Operation>> = {
  'residence.attest': takes(residence.attestInput, residence.attest, 'residence'),
  'residence.claimed': takes(claims.claimedInput, claims.claimed, 'residence'),
  'residence.end': takes(residence.endInput, residence.end, 'residence'),
  'residence.forget': takes(residence.forgetInput, residence.forget, 'residence'),
  'register.take': takes(
    register.takeInput,
    (room, _module, asked) => register.take(room, asked),
    'residence',
  ),
  'register.finish': takes(
    register.finishInput,
    (room, _module, asked) => register.finish(room, asked),
    'residence',
  ),
  'register.find': takes(register.findInput, register.find, 'residence'),
  'namesake.ask': takes(namesakes.askInput, namesakes.ask, 'residence'),
  'namesake.agree': takes(later.agreeInput, later.agree, 'residence'),
  'namesake.due': takes(later.dueInput, later.due, 'residence'),
  'namesake.settle': takes(later.settleInput, later.settle, 'residence'),
  'desk.number': takes(desk.numberInput, desk.make),
  'desk.person': takes(desk.atDeskInput, desk.atDesk),
  'mandates.offer': takes(mandates.offerInput, mandates.offer, 'mandates'),
  'mandates.take': takes(mandates.takeInput, mandates.take, 'mandates'),
  'mandates.confirm': takes(mandates.ownInput, mandates.confirm, 'mandates'),
  'mandates.end': takes(mandates.ownInput, mandates.end, 'mandates'),
  'mandates.open': takes(atTheDesk.openInput, atTheDesk.open, 'mandates'),
  'mandates.waiting': takes(
    atTheDesk.waitingInput,
    (room, _module, asked) => atTheDesk.waiting(room, asked),
    'mandates',
  ),
  'mandates.approve': takes(atTheDesk.approveInput, atTheDesk.approve, 'mandates'),
  'mandates.stop': takes(
    atTheDesk.stopInput,
    (room, _module, asked) => atTheDesk.stop(room, asked),
    'mandates',
  ),
  'mandates.of': takes(listing.ofInput, listing.of, 'mandates'),
  'mandates.inForce': takes(
    listing.inForceInput,
    (room, _module, asked) => listing.inForce(room, asked),
    'mandates',
  ),
  'mandates.endDue': takes(
    listing.dueInput,
    (room, _module, asked) => listing.endDue(room, asked),
    'mandates',
  ),
  'rights.mandates': takes(listing.ofInput, listing.of, 'folder'),
}
