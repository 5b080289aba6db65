// Errors, their JSON, and texts.
#include <exception>
#include <new>

#include "guard.h"
#include "json.h"

namespace chartrender::c {

namespace {

Json ExcerptJson(const Excerpt& excerpt) {
  return {{"text", excerpt.text},
          {"offset", excerpt.offset},
          {"line", excerpt.line},
          {"rendered", excerpt.rendered}};
}

void AddPlace(Json& object, const Location& where) {
  if (where.file.empty()) return;
  object["file"] = where.file;
  if (where.line == 0) return;
  object["line"] = where.line;
  object["column"] = where.column;
}

Json FrameJson(const Frame& frame) {
  Json object = {{"template", frame.template_name}, {"node", frame.node}, {"text", frame.text}};
  AddPlace(object, frame.where);
  if (!frame.excerpt.text.empty()) object["excerpt"] = ExcerptJson(frame.excerpt);
  return object;
}

Json ErrorJson(const Error& error) {
  Json object = {{"code", ErrorCodeName(error.code)},
                 {"message", error.message},
                 {"while_rendering", error.while_rendering}};
  AddPlace(object, error.where);
  if (!error.excerpt.text.empty()) object["excerpt"] = ExcerptJson(error.excerpt);
  if (error.absence) {
    object["absence"] = {{"expression", error.absence->expression},
                         {"place", error.absence->place},
                         {"is_null", error.absence->is_null},
                         {"siblings", error.absence->siblings}};
  }
  if (!error.missing_template.empty()) object["missing_template"] = error.missing_template;
  object["frames"] = Json::array();
  for (const Frame& frame : error.frames) object["frames"].push_back(FrameJson(frame));
  if (error.others.empty()) return object;
  object["others"] = Json::array();
  for (const Error& other : error.others) object["others"].push_back(ErrorJson(other));
  return object;
}

}  // namespace

std::string JsonText(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

cr_status Fail(Error error, cr_error** out) noexcept {
  const cr_status status = StatusOf(error.code);
  if (out == nullptr) return status;
  try {
    *out = new cr_error(std::move(error));
  } catch (...) {
    *out = nullptr;
  }
  return status;
}

cr_status FailOfException(cr_error** out) noexcept {
  Error error;
  try {
    throw;
  } catch (const std::bad_alloc&) {
    error.code = ErrorCode::kLimit;
    error.message = "no memory";  // short enough to need none
  } catch (Misuse& misuse) {
    error.code = ErrorCode::kUsage;
    error.message = std::move(misuse.message);
  } catch (Refusal& refusal) {
    error = std::move(refusal.error);
  } catch (const std::exception& unexpected) {
    try {
      error.message = unexpected.what();
    } catch (...) {
      error.code = ErrorCode::kLimit;
    }
  } catch (...) {
    error.message = "unknown";
  }
  return Fail(std::move(error), out);
}

}  // namespace chartrender::c

using namespace chartrender::c;  // NOLINT(google-build-using-namespace): the functions of the
                                 // header

extern "C" {

cr_bytes cr_version(void) noexcept { return BytesOf(chartrender::Version()); }

cr_status cr_error_status(const cr_error* error) noexcept {
  return IsAlive(error) ? StatusOf(error->error.code) : CR_USAGE;
}

cr_bytes cr_error_message(const cr_error* error) noexcept {
  return BytesOf(IsAlive(error) ? std::string_view(error->error.message) : std::string_view());
}

cr_bytes cr_error_json(cr_error* error) noexcept {
  if (!IsAlive(error)) return BytesOf({});
  try {
    if (!error->json) error->json = JsonText(ErrorJson(error->error));
    return BytesOf(*error->json);
  } catch (...) {
    return BytesOf({});
  }
}

void cr_error_free(cr_error* error) noexcept { Free(error); }

cr_bytes cr_text_bytes(const cr_text* text) noexcept {
  return BytesOf(IsAlive(text) ? std::string_view(text->text) : std::string_view());
}

void cr_text_free(cr_text* text) noexcept { Free(text); }

}  // extern "C"
