#include "error_report.h"

#include "json_text.h"

namespace chartrender::cli {
namespace {

// Lines and columns count from 1; what is not known is left out.
void PutPlace(Json& json, const Location& where) {
  if (!where.file.empty()) json["file"] = where.file;
  if (where.line == 0) return;
  json["line"] = where.line;
  json["column"] = where.column + 1;
}

void PutExcerpt(Json& json, const Excerpt& excerpt) {
  if (excerpt.text.empty()) return;
  json["excerpt"] = {{"text", excerpt.text},
                     {"line", excerpt.line},
                     {"column", excerpt.offset + 1},
                     {"rendered", excerpt.rendered}};
}

Json FrameJson(const Frame& frame) {
  Json json = Json::object();
  PutPlace(json, frame.where);
  if (!frame.template_name.empty()) json["template"] = frame.template_name;
  if (!frame.node.empty()) json["node"] = frame.node;
  if (!frame.text.empty()) json["text"] = frame.text;
  PutExcerpt(json, frame.excerpt);
  return json;
}

Json ErrorJson(const Error& error) {
  Json json = {{"message", error.message}, {"code", ErrorCodeName(error.code)}};
  PutPlace(json, error.where);
  if (error.frames.empty() && error.where.column == 0) json.erase("column");
  PutExcerpt(json, error.excerpt);
  json["frames"] = Json::array();
  for (const Frame& frame : error.frames) json["frames"].push_back(FrameJson(frame));
  if (error.absence) {
    json["absence"] = {{"expression", error.absence->expression},
                       {"place", error.absence->place},
                       {"null", error.absence->is_null},
                       {"siblings", error.absence->siblings}};
  }
  if (!error.missing_template.empty()) json["missing_template"] = error.missing_template;
  if (const std::string hint = ErrorHint(error); !hint.empty()) json["hint"] = hint;
  return json;
}

Json LogJson(const LogRecord& record) {
  Json attributes = Json::object();
  for (const auto& [key, value] : record.attributes) attributes[key] = value;
  return {{"level", LogLevelName(record.level)},
          {"message", record.message},
          {"attributes", std::move(attributes)}};
}

std::string_view WithoutLineEnd(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

}  // namespace

void ErrorReport::Add(const Error& error, std::string_view text) {
  if (format_ != ErrorFormat::kJson) terminal_.PrintError("Error: " + std::string(text));
  AddTold(error);
}

void ErrorReport::AddTold(const Error& error) {
  if (format_ == ErrorFormat::kJson) {
    errors_.push_back(error);
  } else if (format_ == ErrorFormat::kFull) {
    const std::string frame = ErrorFrame(error, colour_);
    if (!frame.empty()) terminal_.PrintError(WithoutLineEnd(frame));
  }
}

void ErrorReport::Say(std::string_view line) {
  if (format_ != ErrorFormat::kJson) terminal_.PrintError(line);
}

void ErrorReport::Log(const LogRecord& record, std::string_view line) {
  if (format_ == ErrorFormat::kJson) {
    log_.push_back(record);
  } else {
    terminal_.PrintError(line);
  }
}

void ErrorReport::Finish() {
  if (errors_.empty() && log_.empty()) return;
  Json json = {{"version", 1}, {"errors", Json::array()}, {"log", Json::array()}};
  for (const Error& error : errors_) json["errors"].push_back(ErrorJson(error));
  for (const LogRecord& record : log_) json["log"].push_back(LogJson(record));
  const std::string text = WriteJsonText(json);
  terminal_.PrintError(WithoutLineEnd(text));
  errors_.clear();
  log_.clear();
}

}  // namespace chartrender::cli
