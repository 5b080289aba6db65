// The texts of the official metaschemas, by their path on json-schema.org.
#pragma once

#include <string_view>

namespace chartrender::schema {

struct MetaschemaDocument {
  std::string_view path;
  std::string_view text;
};

extern const MetaschemaDocument kMetaschemasDraft4To7[3];
extern const MetaschemaDocument kMetaschemas2019[7];
extern const MetaschemaDocument kMetaschemas2020[9];

}  // namespace chartrender::schema
