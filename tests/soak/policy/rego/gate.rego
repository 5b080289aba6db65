# Of the findings of `render policy --output json` those about privileged containers end the pipeline.
package main

deny contains message if {
  some finding in input.findings
  finding.rule == "psa-privileged"
  message := sprintf("%s:%d: %s", [finding.source.file, finding.source.line, finding.message])
}
