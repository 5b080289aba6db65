// yamllint's rules over the texts behind objects.
#pragma once

#include <span>
#include <vector>

#include "base/budget.h"
#include "chartrender/check.h"
#include "check/objects.h"
#include "yamllint/config.h"

namespace chartrender::check {

std::vector<Finding> LintFiles(std::span<const FileView> files, const yamllint::Config& config,
                               Budget& budget);
// Of a render, or of the files that the objects were read from. Only reads: another thread may
// read or check the objects meanwhile.
std::vector<Finding> LintObjects(const ObjectSet::Data& data, const yamllint::Config& config);

}  // namespace chartrender::check
