package main

import (
	"encoding/json"
	"errors"
	"os"

	"golang.org/x/mod/sumdb/note"
)

// checkEvidence checks that a log signed two trees of one size: that alone proves that it was split.
// It gives the key that signed both; whose key that is has to be known from elsewhere.
func checkEvidence(file string) (string, error) {
	msg, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	said, err := members(msg)
	if err != nil {
		return "", err
	}
	var kind, vkey string
	var notes []string
	for name, to := range map[string]any{"kind": &kind, "log": &vkey, "notes": &notes} {
		if err := json.Unmarshal(said[name], to); err != nil {
			return "", err
		}
	}
	if !isOne(said["v"]) || kind != "split-view" || len(notes) != 2 {
		return "", errors.New("not evidence of a split view")
	}
	log, err := note.NewVerifier(vkey)
	if err != nil {
		return "", err
	}
	one, err := signedHead([]byte(notes[0]), log)
	if err != nil {
		return "", err
	}
	other, err := signedHead([]byte(notes[1]), log)
	if err != nil {
		return "", err
	}
	if one.tree.N != other.tree.N || one.tree.Hash == other.tree.Hash {
		return "", errors.New("these two do not contradict each other")
	}
	return vkey, nil
}
