// Command compose-check loads a Compose file as Docker Compose would, with .env.example beside it as the environment, and fails on what
// a parser can see: syntax, unknown keys, variables without a value, images without a version, services without a health check,
// printing profiles that refer to an environment variable which the service is not given.
package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: compose-check COMPOSE-FILE")
		os.Exit(2)
	}
	project, err := load(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	problems := check(project)
	for _, name := range project.ServiceNames() {
		service := project.Services[name]
		fmt.Printf("  %-10s %-40s %s\n", name, service.Image, strings.Join(service.Profiles, " "))
	}
	for _, problem := range problems {
		fmt.Fprintln(os.Stderr, problem)
	}
	if len(problems) > 0 {
		os.Exit(1)
	}
	fmt.Printf("%s: %d services, no problem\n", filepath.Base(os.Args[1]), len(project.Services))
}

func load(file string) (*types.Project, error) {
	options, err := cli.NewProjectOptions([]string{file},
		cli.WithEnvFiles(filepath.Join(filepath.Dir(file), ".env.example")), cli.WithDotEnv,
		cli.WithProfiles([]string{"*"}), cli.WithInterpolation(true), cli.WithResolvedPaths(true))
	if err != nil {
		return nil, err
	}
	return options.LoadProject(context.Background())
}

func check(project *types.Project) []string {
	var problems []string
	for _, name := range project.ServiceNames() {
		service := project.Services[name]
		if service.Build == nil && !strings.Contains(service.Image, ":") {
			problems = append(problems, fmt.Sprintf("%s: image %s names no version", name, service.Image))
		}
		if len(service.Profiles) == 0 && service.HealthCheck == nil {
			problems = append(problems, fmt.Sprintf("%s: no health check", name))
		}
		if service.Build != nil {
			dockerfile := filepath.Join(service.Build.Context, service.Build.Dockerfile)
			if _, err := os.Stat(dockerfile); err != nil {
				problems = append(problems, fmt.Sprintf("%s: %v", name, err))
			}
		}
		problems = append(problems, mounts(name, service)...)
	}
	return problems
}

// Bind mounts must exist; what lies in a mounted folder of profiles may only refer to variables that the service has. The batch jobs
// read the same folder and need none of them.
func mounts(name string, service types.ServiceConfig) []string {
	var problems []string
	for _, volume := range service.Volumes {
		if volume.Type != types.VolumeTypeBind {
			continue
		}
		err := filepath.WalkDir(volume.Source, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || len(service.Profiles) > 0 {
				return err
			}
			text, err := os.ReadFile(path)
			for _, variable := range references(string(text)) {
				if _, given := service.Environment[variable]; !given {
					problems = append(problems, fmt.Sprintf("%s: %s refers to %s, which the service is not given", name, path, variable))
				}
			}
			return err
		})
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s: %v", name, err))
		}
	}
	return problems
}

var reference = regexp.MustCompile(`\$\{env:([^{}]+)}`)

func references(text string) []string {
	var names []string
	for _, match := range reference.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(names, match[1]) {
			names = append(names, match[1])
		}
	}
	return names
}
