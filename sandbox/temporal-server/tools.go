//go:build tools

// Package tools pins the Temporal CLI, whose dev server the sandbox and the tests run. The CLI's own go.mod replaces cliext by a
// folder of its repository, so `go install` refuses it; this module replaces it by the same commit.
package tools

import _ "github.com/temporalio/cli/cmd/temporal"
