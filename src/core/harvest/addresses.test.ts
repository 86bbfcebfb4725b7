import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPublicAddress } from './index.ts'

test('addresses of the public internet may be asked', () => {
  for (const address of ['93.184.216.34', '1.1.1.1', '2606:2800:220:1::1', '2a01:4f8::2']) {
    assert.ok(isPublicAddress(address), address)
  }
})

test('private, local, shared, reserved and machine-room addresses may not, in whatever clothes', () => {
  const closed = [
    ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.100.100.200', '127.0.0.1'],
    ...['127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.0.1'],
    ...['192.0.0.192', '192.0.2.1', '198.18.0.1', '198.51.100.7', '203.0.113.9', '224.0.0.1'],
    ...['239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
    ...[
      '::',
      '::1',
      '::ffff:10.0.0.1',
      '::ffff:93.184.216.34',
      '::127.0.0.1',
      'fe80::1',
      'fc00::1',
    ],
    ...['fd00:ec2::254', 'ff02::1', '64:ff9b::a00:1', '64:ff9b:1::1', '2001:db8::1', '2001::1'],
    ...['2002:a00:1::', '3fff::1', 'fe80::1%eth0', '100::1', '', 'city.example', '10.1', '0x7f.1'],
  ]
  for (const address of closed) assert.ok(!isPublicAddress(address), address)
})
