/** What a city service tells the city about itself. */
export { coreRooms } from './core-rooms.ts'
export { declared } from './declared.ts'
export {
  type ChangeType,
  type CoreRoom,
  type ImportKind,
  type ImportWork,
  type ImportSummary,
  type Service,
  type Starting,
  service,
} from './service.ts'
