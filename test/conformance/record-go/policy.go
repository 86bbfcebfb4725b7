package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// cosigner verifies cosignatures of type 0x04 (C2SP tlog-cosignature).
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(sig)
	signed := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", at)), msg...)
	return ed25519.Verify(c.key, signed, sig[8:])
}

func newCosigner(vkey string) (*cosigner, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a verifier key")
	}
	key, err := decode(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return nil, errors.New("not an Ed25519 cosigner")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:4])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, errors.New("the key does not fit its id")
	}
	return &cosigner{parts[0], hash, key[1:]}, nil
}

type group struct {
	least   int
	members []string
}

// policy is a tlog-policy file. Keys of types this program does not know are left out: they never sign.
type policy struct {
	logs      []note.Verifier
	witnesses map[string]*cosigner
	groups    map[string]group
	quorum    string
}

func readPolicy(file string) (*policy, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	p := &policy{witnesses: map[string]*cosigner{}, groups: map[string]group{}}
	for _, line := range strings.Split(string(text), "\n") {
		if err := p.add(strings.Fields(line)); err != nil {
			return nil, fmt.Errorf("policy: %s: %w", line, err)
		}
	}
	if p.quorum == "" || len(p.logs) == 0 {
		return nil, errors.New("the policy names no quorum or no log")
	}
	return p, nil
}

func (p *policy) add(f []string) error {
	switch {
	case len(f) == 0 || strings.HasPrefix(f[0], "#"):
	case f[0] == "log" && (len(f) == 2 || len(f) == 3):
		if v, err := note.NewVerifier(f[1]); err == nil {
			p.logs = append(p.logs, v)
		}
	case f[0] == "witness" && (len(f) == 3 || len(f) == 4):
		if c, err := newCosigner(f[2]); err == nil {
			p.witnesses[f[1]] = c
		}
	case f[0] == "group" && len(f) >= 4:
		least := map[string]int{"any": 1, "all": len(f) - 3}[f[2]]
		if least == 0 {
			number, err := strconv.ParseUint(f[2], 10, 16)
			if err != nil || number < 1 || int(number) > len(f)-3 {
				return errors.New("so many cannot be needed")
			}
			least = int(number)
		}
		p.groups[f[1]] = group{least, f[3:]}
	case f[0] == "quorum" && len(f) == 2 && p.quorum == "":
		p.quorum = f[1]
	default:
		return errors.New("no line of a policy")
	}
	return nil
}

func (p *policy) met(name string, seen map[string]bool) bool {
	g, ok := p.groups[name]
	if !ok {
		return name == "none" || seen[name]
	}
	n := 0
	for _, member := range g.members {
		if p.met(member, seen) {
			n++
		}
	}
	return n >= g.least
}

// head is a checkpoint (C2SP tlog-checkpoint).
type head struct {
	origin string
	tree   tlog.Tree
}

// signedHead believes a checkpoint that one of these logs signed.
func signedHead(msg []byte, logs ...note.Verifier) (*head, error) {
	n, err := note.Open(msg, note.VerifierList(logs...))
	if err != nil {
		return nil, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 || lines[len(lines)-1] != "" {
		return nil, errors.New("not a checkpoint")
	}
	for _, line := range lines[:len(lines)-1] {
		if line == "" {
			return nil, errors.New("not a checkpoint")
		}
	}
	size, err := count(lines[1])
	if err != nil {
		return nil, err
	}
	root, err := hashOf(lines[2])
	if err != nil {
		return nil, err
	}
	for _, sig := range n.Sigs {
		if sig.Name != lines[0] {
			return nil, errors.New("signed by another log")
		}
	}
	return &head{lines[0], tlog.Tree{N: size, Hash: root}}, nil
}

// open believes a checkpoint that a log of the policy signed and a quorum of its witnesses cosigned.
func (p *policy) open(msg []byte) (*head, error) {
	h, err := signedHead(msg, p.logs...)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for name, c := range p.witnesses {
		if _, err := note.Open(msg, note.VerifierList(c)); err == nil {
			seen[name] = true
		}
	}
	if !p.met(p.quorum, seen) {
		return nil, fmt.Errorf("%d witnesses are too few", len(seen))
	}
	return h, nil
}
