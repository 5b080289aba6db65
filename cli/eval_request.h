// One request of `render eval`: a JSON object that names a template or the files of a chart, and
// the answer to it.
//
// Fields: id (given back), template or templateBase64 (the text of templates/t.yaml; its output
// alone is the answer), files, values or valuesYaml, chart (fields of Chart.yaml where files has
// none), release {name, namespace, revision, isUpgrade}, capabilities {kubeVersion, apiVersions},
// strict, lint, skipSchemaValidation. Others are passed over. The answer has id and one of out,
// outBase64, err, errBase64; without a template out is an object of texts by path.
#pragma once

#include <string>
#include <string_view>

#include "chartrender/chartrender.h"

namespace chartrender::cli {

// The answer as one line of JSON without its end. `base` gives time zone, log and limits.
std::string AnswerRequest(std::string_view line, Dialect dialect, const RenderOptions& base);

}  // namespace chartrender::cli
