/** Which network addresses a city may be asked at: those of the public internet, and no others. */
import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** IANA special-purpose registry (RFC 6890), and addresses where clouds answer their own machines. */
const NOT_PUBLIC_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['168.63.129.16', 32],
] as const

/** Of IPv6 only global unicast is public; inside it, what carries other addresses or none is not. */
const GLOBAL_6 = ['2000::', 3] as const
const NOT_PUBLIC_6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

function listOf(subnets: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6') {
  const list = new BlockList()
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family)
  return list
}

const closed4 = listOf(NOT_PUBLIC_4, 'ipv4')
const open6 = listOf([GLOBAL_6], 'ipv6')
const closed6 = listOf(NOT_PUBLIC_6, 'ipv6')
const loopback4 = listOf([['127.0.0.0', 8]], 'ipv4')

/** Whether this is an address of the public internet. IPv4 in IPv6 clothes (mapped, NAT64, 6to4) is not. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closed4.check(address, 'ipv4')
  if (!isIPv6(address) || address.includes('%')) return false
  return open6.check(address, 'ipv6') && !closed6.check(address, 'ipv6')
}

/** Whether this address is this machine itself, for trials. */
export function isLoopback(address: string): boolean {
  return isIPv4(address) ? loopback4.check(address, 'ipv4') : address === '::1'
}
