#include "algo/go_path.h"

#include <algorithm>

#include "base/error.h"

namespace chartrender {

std::string PathClean(std::string_view path) {
  if (path.empty()) return ".";
  const bool rooted = path[0] == '/';
  std::string out = rooted ? "/" : "";
  // Where ".." must stop: behind the root or behind leading "..".
  size_t floor = out.size();
  for (size_t at = 0; at < path.size();) {
    if (path[at] == '/') {
      ++at;
      continue;
    }
    const size_t end = std::min(path.find('/', at), path.size());
    const std::string_view element = path.substr(at, end - at);
    at = end;
    if (element == ".") continue;
    if (element == "..") {
      if (out.size() > floor) {
        const size_t slash = out.find_last_of('/');
        out.resize(slash == std::string::npos || slash < floor ? floor : slash);
      } else if (!rooted) {
        if (!out.empty()) out.push_back('/');
        out.append("..");
        floor = out.size();
      }
      continue;
    }
    if (out.size() > (rooted ? 1U : 0U)) out.push_back('/');
    out.append(element);
  }
  return out.empty() ? "." : out;
}

std::string_view PathBase(std::string_view path) {
  if (path.empty()) return ".";
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  const size_t slash = path.find_last_of('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return path.empty() ? "/" : path;
}

std::string PathDir(std::string_view path) {
  const size_t slash = path.find_last_of('/');
  return PathClean(slash == std::string_view::npos ? "" : path.substr(0, slash + 1));
}

std::string_view PathExt(std::string_view path) {
  for (size_t i = path.size(); i > 0 && path[i - 1] != '/'; --i) {
    if (path[i - 1] == '.') return path.substr(i - 1);
  }
  return {};
}

bool PathIsAbs(std::string_view path) { return !path.empty() && path[0] == '/'; }

std::string PathJoin(std::string_view first, std::string_view second) {
  if (first.empty() && second.empty()) return {};
  if (first.empty()) return PathClean(second);
  if (second.empty()) return PathClean(first);
  return PathClean(StrCat(first, "/", second));
}

}  // namespace chartrender
