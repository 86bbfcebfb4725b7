package main

import (
	"encoding/json"
	"errors"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// rootBefore gives the root that a consistency proof (RFC 6962 2.1.2) claims for its first entries. Of a power
// of two the proof does not say it.
func rootBefore(old, size int64, whole bool, proof tlog.TreeProof) (root tlog.Hash, err error) {
	if len(proof) == 0 || whole && old == size {
		return root, errors.New("the proof leaves the smaller root out: it has to be given")
	}
	last, rest := proof[len(proof)-1], proof[:len(proof)-1]
	if old == size {
		return last, nil
	}
	half := int64(1)
	for half*2 < size {
		half *= 2
	}
	if old <= half {
		return rootBefore(old, half, whole, rest)
	}
	right, err := rootBefore(old-half, size-half, false, proof[:len(proof)-1])
	return tlog.NodeHash(last, right), err
}

type evidence struct {
	logs  []string
	notes []string
	proof tlog.TreeProof
	root  *tlog.Hash
}

func readEvidence(file string) (*evidence, error) {
	msg, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	said, err := members(msg)
	if err != nil {
		return nil, err
	}
	var e evidence
	var kind string
	var proof []string
	for name, to := range map[string]any{"kind": &kind, "log": &e.logs, "notes": &e.notes, "proof": &proof} {
		if err := json.Unmarshal(said[name], to); err != nil {
			return nil, err
		}
	}
	if !isOne(said["v"]) || kind != "split-view" || len(e.notes) != 2 || len(proof) > 63 {
		return nil, errors.New("not evidence of a split view")
	}
	for _, line := range proof {
		hash, err := hashOf(line)
		if err != nil {
			return nil, err
		}
		e.proof = append(e.proof, hash)
	}
	if raw, ok := said["root"]; ok {
		root, err := hashIn(raw)
		if err != nil {
			return nil, err
		}
		e.root = &root
	}
	return &e, nil
}

// checkEvidence checks that a log signed two trees that contradict each other. It gives the keys that may have
// signed; whose they are has to be known from elsewhere.
func checkEvidence(file string) (string, error) {
	e, err := readEvidence(file)
	if err != nil {
		return "", err
	}
	var logs []note.Verifier
	for _, vkey := range e.logs {
		if log, err := note.NewVerifier(vkey); err == nil {
			logs = append(logs, log)
		}
	}
	small, err := signedHead([]byte(e.notes[0]), logs...)
	if err != nil {
		return "", err
	}
	large, err := signedHead([]byte(e.notes[1]), logs...)
	if err != nil {
		return "", err
	}
	if small.origin != large.origin {
		return "", errors.New("these are two logs")
	}
	if small.tree.N > large.tree.N {
		small, large = large, small
	}
	root, err := claimedRoot(e, small.tree.N, large.tree)
	if err != nil {
		return "", err
	}
	if root == small.tree.Hash {
		return "", errors.New("these two do not contradict each other")
	}
	return "signed two records that contradict each other: " + strings.Join(e.logs, ", "), nil
}

// claimedRoot is the root of the first entries of the larger tree, as its own root and the proof bind it.
func claimedRoot(e *evidence, old int64, large tlog.Tree) (tlog.Hash, error) {
	if old == large.N {
		return large.Hash, nil
	}
	if e.root == nil {
		root, err := rootBefore(old, large.N, true, e.proof)
		if err != nil {
			return root, err
		}
		e.root = &root
	}
	return *e.root, tlog.CheckTree(e.proof, large.N, large.Hash, old, *e.root)
}
