#include "check/kube/pack.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "codec/json/json.h"

namespace chartrender::check::kube {

namespace {

constexpr std::string_view kHead = "chartrender schema pack 1: Kubernetes ";

// What stands behind `word` and a space in its line; nothing where no line begins so. The lines are
// sorted.
std::string_view RestOfLine(std::string_view lines, std::string_view word) {
  const std::string wanted = StrCat(word, " ");
  size_t low = 0;
  size_t high = lines.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const void* const before = memrchr(lines.data() + low, '\n', middle - low);
    const size_t start =
        before == nullptr
            ? low
            : static_cast<size_t>(static_cast<const char*>(before) - lines.data()) + 1;
    const size_t end = std::min(lines.find('\n', start), lines.size());
    const std::string_view line = lines.substr(start, end - start);
    if (line.starts_with(wanted)) return line.substr(wanted.size());
    if (line < wanted) {
      low = end + 1;
    } else {
      high = start;
    }
  }
  return {};
}

}  // namespace

Pack::Pack(std::string name, std::string_view text) : name_(std::move(name)), text_(text) {
  const size_t head_end = std::min(text.find('\n'), text.size());
  if (!text.starts_with(kHead)) {
    Fail(text.data(), "this is no schema pack, or one of another release of render");
  }
  version_ = text.substr(kHead.size(), head_end - kHead.size());
  const size_t gap = text.find("\n\n");
  if (gap == std::string_view::npos || !text.ends_with('\n')) {
    Fail(text.data() + text.size(), "the schema pack ends too early");
  }
  kinds_ = text.substr(head_end + 1, gap - std::min(gap, head_end));
  types_ = text.substr(gap + 2);
}

void Pack::Fail(const char* at, std::string_view what) const {
  const auto line = std::count(text_.data(), at, '\n') + 1;
  throw Failure(ErrorCode::kUsage,
                StrCat(name_, ":", std::to_string(line), ": ", what,
                       "; make it again with cmake/kube_pack.py (`./dev kube-packs`)"));
}

std::string_view Pack::TypeOf(std::string_view api_version, std::string_view kind) const {
  return RestOfLine(kinds_, StrCat(api_version, "/", kind));
}

std::vector<std::string_view> Pack::VersionsOf(std::string_view kind) const {
  std::vector<std::string_view> versions;
  const std::string wanted = StrCat("/", kind, " ");
  for (size_t at = kinds_.find(wanted); at != std::string_view::npos;
       at = kinds_.find(wanted, at + 1)) {
    const size_t start = kinds_.rfind('\n', at) + 1;  // 0 for the first line
    versions.push_back(kinds_.substr(start, at - start));
  }
  return versions;
}

Value Pack::ReadType(std::string_view type, Arena& arena) const {
  const std::string_view text = RestOfLine(types_, type);
  if (text.empty()) {
    Fail(text_.data() + text_.size(), StrCat("the schema pack has no type ", type));
  }
  try {
    return ReadJson(text, arena, JsonTarget::kMap);
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    Fail(text.data(), StrCat("type ", type, ": ", failure.error().message));
  }
}

}  // namespace chartrender::check::kube
