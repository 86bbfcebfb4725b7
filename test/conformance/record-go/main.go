// Checks a public record that Cityright wrote, with the code behind sum.golang.org (sumdb/note, sumdb/tlog)
// and none of ours.
//
//	record-go log DIR POLICY [OLD-CHECKPOINT]   the whole log in a folder; that it only grew since OLD-CHECKPOINT
//	record-go proof FILE POLICY                 one proof file, and the member of a batch that it may hold
//	record-go evidence FILE                     that a log signed two trees that contradict each other
//
// Exit code 0: everything holds. 1: something does not, in one line on standard error. 2: wrong use.
package main

import (
	"fmt"
	"os"
)

const usage = `usage: record-go log DIR POLICY [OLD-CHECKPOINT]
       record-go proof FILE POLICY
       record-go evidence FILE`

func check(args []string) (said string, err error) {
	if args[0] == "evidence" {
		return checkEvidence(args[1])
	}
	p, err := readPolicy(args[2])
	if err != nil {
		return "", err
	}
	if args[0] == "proof" {
		return "holds", checkProof(args[1], p)
	}
	old := ""
	if len(args) == 4 {
		old = args[3]
	}
	return "holds", checkLog(args[1], p, old)
}

func main() {
	args := os.Args[1:]
	least := map[string]int{"log": 3, "proof": 3, "evidence": 2}
	if len(args) == 0 || least[args[0]] == 0 || len(args) < least[args[0]] || len(args) > 4 {
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	said, err := check(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(said)
}
