// Which values a field of a rendered object comes from, as far as the template's line tells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/objects.h"

namespace chartrender::check {

// The paths behind `.Values.` in the template line (to the end of its action) that gave the field's
// rendered line, from the top of the release's values: "api.image.tag" for `.Values.image.tag` in
// the subchart `api`. Empty where the line reads none or is not known.
std::vector<std::string> ValuesReadAt(const ObjectSet::Data& objects, const Object& object,
                                      std::string_view pointer);

}  // namespace chartrender::check
