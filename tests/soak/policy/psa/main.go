// What the admission plugin of Kubernetes says about pods. Reads lines of JSON {id, level, version, metadata, spec} and writes
// lines {id, reasons}: why the pod is forbidden, one word per check.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type request struct {
	ID       string            `json:"id"`
	Level    string            `json:"level"`
	Version  string            `json:"version"`
	Metadata metav1.ObjectMeta `json:"metadata"`
	Spec     corev1.PodSpec    `json:"spec"`
}

type answer struct {
	ID      string   `json:"id"`
	Reasons []string `json:"reasons"`
	Error   string   `json:"error,omitempty"`
}

func judge(evaluator policy.Evaluator, line []byte) answer {
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{ID: asked.ID, Error: err.Error()}
	}
	for i := range asked.Spec.Volumes { // the API server makes an emptyDir of a volume without a source
		if asked.Spec.Volumes[i].VolumeSource == (corev1.VolumeSource{}) {
			asked.Spec.Volumes[i].EmptyDir = &corev1.EmptyDirVolumeSource{}
		}
	}
	version, err := api.ParseVersion(asked.Version)
	if err != nil {
		return answer{ID: asked.ID, Error: err.Error()}
	}
	level := api.LevelVersion{Level: api.Level(asked.Level), Version: version}
	said := answer{ID: asked.ID, Reasons: []string{}}
	for _, result := range evaluator.EvaluatePod(level, &asked.Metadata, &asked.Spec) {
		if !result.Allowed {
			said.Reasons = append(said.Reasons, result.ForbiddenReason)
		}
	}
	return said
}

func main() {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<28)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		if err := json.NewEncoder(out).Encode(judge(evaluator, lines.Bytes())); err != nil {
			panic(err)
		}
	}
}
