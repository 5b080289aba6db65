// Rules about what every object has: name, namespace, labels, annotations, selectors.
#pragma once

#include <vector>

#include "check/objects.h"

namespace chartrender::check::kube {

// Names and labels that Kubernetes 1.`minor` refuses.
void CheckMetadata(const ObjectSet::Data& objects, const Object& object, int minor,
                   std::vector<Finding>& findings);
// A workload's selector against the labels of its pods.
void CheckSelector(const ObjectSet::Data& objects, const Object& object,
                   std::vector<Finding>& findings);

}  // namespace chartrender::check::kube
