// Renders many releases of one chart that is loaded once, through Helm's packages or through ours:
//
//	releases MODE CHART LIST
//
// MODE is helm-engine, helm-install, engine or install; LIST has a release in each line, as `render batch` reads them.
// Prints CPU seconds behind loading, and a digest of every twentieth release without its random lines.
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"regexp"
	"sort"
	"syscall"

	"chartrender"

	"helm.sh/helm/v4/pkg/action"
	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	chartutil "helm.sh/helm/v4/pkg/chart/v2/util"
	"helm.sh/helm/v4/pkg/engine"
	release "helm.sh/helm/v4/pkg/release/v1"
)

var random = regexp.MustCompile(`(?m)^.*(password: |NEO4J_AUTH: |AUTH_SECRET: |checksum/secret: ).*$`)

type wanted struct {
	Name, Namespace string
	Values          map[string]any
}

// renderer gives the texts of a release.
type renderer func(each wanted) (map[string]string, error)

func manifest(text string, err error) (map[string]string, error) {
	return map[string]string{"manifest": text}, err
}

func helmEngine(path string) (renderer, error) {
	chart, err := loader.Load(path)
	if err != nil {
		return nil, err
	}
	return func(each wanted) (map[string]string, error) {
		if err := chartutil.ProcessDependencies(chart, each.Values); err != nil {
			return nil, err
		}
		options := common.ReleaseOptions{Name: each.Name, Namespace: each.Namespace, Revision: 1, IsInstall: true}
		values, err := util.ToRenderValues(chart, each.Values, options, common.DefaultCapabilities)
		if err != nil {
			return nil, err
		}
		return engine.Engine{}.Render(chart, values)
	}, nil
}

func helmInstall(path string) (renderer, error) {
	chart, err := loader.Load(path)
	if err != nil {
		return nil, err
	}
	return func(each wanted) (map[string]string, error) {
		client := action.NewInstall(action.NewConfiguration())
		client.DryRunStrategy, client.Replace = action.DryRunClient, true
		client.ReleaseName, client.Namespace = each.Name, each.Namespace
		made, err := client.Run(chart, each.Values)
		if err != nil {
			return nil, err
		}
		return manifest(made.(*release.Release).Manifest, nil)
	}, nil
}

func ourEngine(path string) (renderer, error) {
	chart, err := chartrender.Load(path, nil)
	if err != nil {
		return nil, err
	}
	return func(each wanted) (map[string]string, error) {
		return chartrender.Render(chart, each.Values, chartrender.ReleaseOptions{Name: each.Name, Namespace: each.Namespace}, nil)
	}, nil
}

func ourInstall(path string) (renderer, error) {
	chart, err := chartrender.Load(path, nil)
	if err != nil {
		return nil, err
	}
	return func(each wanted) (map[string]string, error) {
		made, err := (&chartrender.Install{ReleaseName: each.Name, Namespace: each.Namespace}).Run(chart, each.Values)
		if err != nil {
			return nil, err
		}
		return manifest(made.Manifest, nil)
	}, nil
}

func readList(path string) []wanted {
	file, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	var list []wanted
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var each wanted
		if err := json.Unmarshal(lines.Bytes(), &each); err != nil {
			log.Fatal(err)
		}
		list = append(list, each)
	}
	return list
}

func cpu() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
}

func digest(kept []map[string]string) string {
	hash := sha256.New()
	for _, texts := range kept {
		paths := make([]string, 0, len(texts))
		for path := range texts {
			paths = append(paths, path)
		}
		sort.Strings(paths)
		for _, path := range paths {
			fmt.Fprintf(hash, "%s\n%s\n", path, random.ReplaceAllString(texts[path], ""))
		}
	}
	return fmt.Sprintf("%x", hash.Sum(nil)[:8])
}

func main() {
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	modes := map[string]func(path string) (renderer, error){
		"helm-engine": helmEngine, "helm-install": helmInstall, "engine": ourEngine, "install": ourInstall}
	if len(os.Args) != 4 || modes[os.Args[1]] == nil {
		log.Fatal("usage: releases MODE CHART LIST")
	}
	list := readList(os.Args[3])
	render, err := modes[os.Args[1]](os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	var kept []map[string]string
	start := cpu()
	for i, each := range list {
		texts, err := render(each)
		if err != nil {
			log.Fatal(each.Name, ": ", err)
		}
		if i%20 == 0 {
			kept = append(kept, texts)
		}
	}
	fmt.Printf("%.3f %s\n", cpu()-start, digest(kept))
}
