// The types behind the handles of chartrender.h.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "chartrender/chartrender.h"
#include "handle.h"

struct cr_error : chartrender::c::Handle<0xC4A70001> {
  explicit cr_error(chartrender::Error reason) : error(std::move(reason)) {}
  chartrender::Error error;
  std::optional<std::string> json;  // made when asked for
};

struct cr_text : chartrender::c::Handle<0xC4A70002> {
  explicit cr_text(std::string content) : text(std::move(content)) {}
  std::string text;
};

struct cr_files : chartrender::c::Handle<0xC4A70003> {
  [[nodiscard]] std::vector<chartrender::FileView> Views() const;
  std::map<std::string, std::string, std::less<>> files;
};

struct cr_cancel : chartrender::c::Handle<0xC4A70004> {
  std::atomic<bool> requested = false;
};

struct cr_host : chartrender::c::Handle<0xC4A70005> {
  // What a load uses, and what a render does.
  void AddTo(chartrender::LoadOptions& options) const;
  void AddTo(chartrender::RenderOptions& options) const;

  const cr_files* files = nullptr;
  std::function<chartrender::Result<std::string>(const std::string& path)> read;
  const cr_cancel* cancel = nullptr;
  chartrender::LookupCallback lookup;
  chartrender::LogCallback log;
  std::vector<chartrender::TemplateFunction> functions;
};

struct cr_chart : chartrender::c::Handle<0xC4A70006> {
  cr_chart(chartrender::Chart loaded, chartrender::Dialect loaded_as);
  chartrender::Chart chart;
  chartrender::Dialect dialect;
  std::vector<chartrender::FileView> files;
  std::string metadata;  // JSON
};

struct cr_result : chartrender::c::Handle<0xC4A70007> {
  struct Document {
    std::string_view section, path, text;
    const chartrender::Manifest* manifest = nullptr;  // null: of a template
    std::span<const chartrender::LineOrigin> origins;
    std::string events, delete_policies, weight;  // of hooks
  };
  cr_result(chartrender::RenderResult rendered, std::string printed);
  void AddManifests(std::string_view section, const std::vector<chartrender::Manifest>& manifests);
  chartrender::RenderResult result;
  std::string text;
  std::vector<Document> documents;
};

// The answer of a callback, and its failure.
struct cr_reply : chartrender::c::Handle<0xC4A70008> {
  // `code` is that of a failure.
  [[nodiscard]] chartrender::Result<std::string> Take(
      chartrender::ErrorCode code = chartrender::ErrorCode::kTemplate);
  std::string text;
  bool failed = false;
  bool out_of_memory = false;
};
