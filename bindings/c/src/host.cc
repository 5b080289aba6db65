// Files in memory, callbacks and cancelling.
#include "guard.h"
#include "json.h"

using chartrender::ErrorCode;
using chartrender::LogRecord;
using chartrender::Result;
using chartrender::c::BytesOf;
using chartrender::c::Checked;
using chartrender::c::Free;
using chartrender::c::Guarded;
using chartrender::c::IsAlive;
using chartrender::c::Json;
using chartrender::c::Made;
using chartrender::c::Misuse;
using chartrender::c::Take;
using chartrender::c::TextOf;

namespace {

using chartrender::Error;

Result<std::string> NoSuchFile(const std::string& path) {
  return Error{.code = ErrorCode::kIo, .message = "open " + path + ": no such file or directory"};
}

std::string RecordJson(const LogRecord& record) {
  Json attributes = Json::array();
  for (const auto& [key, value] : record.attributes) attributes.push_back({key, value});
  return chartrender::c::JsonText({{"level", LogLevelName(record.level)},
                                   {"message", record.message},
                                   {"attributes", std::move(attributes)}});
}

// A handle without arguments.
template <class T>
cr_status New(T** out, cr_error** error) noexcept {
  return Made(out, error, [] { return std::make_unique<T>(); });
}

}  // namespace

std::vector<chartrender::FileView> cr_files::Views() const {
  std::vector<chartrender::FileView> views;
  views.reserve(files.size());
  for (const auto& [path, data] : files) views.push_back({path, data});
  return views;
}

void cr_host::AddTo(chartrender::LoadOptions& options) const {
  options.log = log;
  options.functions = functions;
}

void cr_host::AddTo(chartrender::RenderOptions& options) const {
  options.log = log;
  options.lookup = lookup;
  options.read_file = [files = files, read = read](const std::string& path) {
    if (files != nullptr) {
      const auto found = files->files.find(path);
      if (found != files->files.end()) return Result<std::string>(found->second);
    }
    return read ? read(path) : NoSuchFile(path);
  };
  if (cancel != nullptr) options.cancel = &cancel->requested;
}

Result<std::string> cr_reply::Take(ErrorCode code) {
  if (out_of_memory) return Error{.code = ErrorCode::kLimit, .message = "no memory"};
  if (failed) return Error{.code = code, .message = std::move(text)};
  return std::move(text);
}

extern "C" {

cr_status cr_files_new(cr_files** files, cr_error** error) noexcept { return New(files, error); }

cr_status cr_files_add(cr_files* files, const char* path, size_t path_size, const void* data,
                       size_t size, cr_error** error) noexcept {
  return Guarded(error, [&]() -> cr_status {
    const std::string_view name = TextOf(path, path_size, "path");
    if (name.empty()) throw Misuse{"path: it is empty"};
    const std::string_view content = TextOf(data, size, "data");
    Checked(files, "cr_files").files.insert_or_assign(std::string(name), std::string(content));
    return CR_OK;
  });
}

void cr_files_free(cr_files* files) noexcept { Free(files); }

void cr_reply_text(cr_reply* reply, const char* text, size_t size) noexcept {
  if (!IsAlive(reply)) return;
  try {
    reply->failed = false;
    reply->text = TextOf(text, size, "reply");
  } catch (const Misuse&) {
    reply->failed = true;
    reply->text = "reply: NULL with a length";
  } catch (...) {
    reply->out_of_memory = true;
  }
}

void cr_reply_error(cr_reply* reply, const char* message, size_t size) noexcept {
  cr_reply_text(reply, message, size);
  if (IsAlive(reply)) reply->failed = true;
}

cr_status cr_host_new(cr_host** host, cr_error** error) noexcept { return New(host, error); }

cr_status cr_host_set_files(cr_host* host, const cr_files* files, cr_error** error) noexcept {
  return Guarded(error, [&]() -> cr_status {
    Checked(host, "cr_host").files = &Checked(files, "cr_files");
    return CR_OK;
  });
}

cr_status cr_host_set_read(cr_host* host, cr_read_fn read, void* user, cr_error** error) noexcept {
  return Guarded(error, [&]() -> cr_status {
    Checked(host, "cr_host").read = nullptr;
    if (read == nullptr) return CR_OK;
    host->read = [read, user](const std::string& path) {
      cr_reply reply;
      read(user, BytesOf(path), &reply);
      return reply.Take(ErrorCode::kIo);
    };
    return CR_OK;
  });
}

cr_status cr_host_set_lookup(cr_host* host, cr_lookup_fn lookup, void* user,
                             cr_error** error) noexcept {
  return Guarded(error, [&]() -> cr_status {
    Checked(host, "cr_host").lookup = nullptr;
    if (lookup == nullptr) return CR_OK;
    host->lookup = [lookup, user](std::string_view api_version, std::string_view kind,
                                  std::string_view space, std::string_view name) {
      cr_reply reply;
      lookup(user, BytesOf(api_version), BytesOf(kind), BytesOf(space), BytesOf(name), &reply);
      return reply.Take();
    };
    return CR_OK;
  });
}

cr_status cr_host_set_objects(cr_host* host, const cr_files* files, cr_error** error) noexcept {
  return Guarded(error, [&]() -> cr_status {
    Checked(host, "cr_host");
    host->lookup = Take(chartrender::LookupInManifests(Checked(files, "cr_files").Views()));
    return CR_OK;
  });
}

cr_status cr_host_set_log(cr_host* host, cr_log_fn log, void* user, cr_error** error) noexcept {
  return Guarded(error, [&]() -> cr_status {
    Checked(host, "cr_host").log = nullptr;
    if (log == nullptr) return CR_OK;
    host->log = [log, user](const LogRecord& record) {
      const std::string json = RecordJson(record);
      log(user, BytesOf(json));
    };
    return CR_OK;
  });
}

cr_status cr_host_set_cancel(cr_host* host, const cr_cancel* cancel, cr_error** error) noexcept {
  return Guarded(error, [&]() -> cr_status {
    Checked(host, "cr_host").cancel = &Checked(cancel, "cr_cancel");
    return CR_OK;
  });
}

cr_status cr_host_add_function(cr_host* host, const char* name, size_t name_size,
                               cr_function_fn function, void* user, cr_error** error) noexcept {
  return Guarded(error, [&]() -> cr_status {
    const std::string_view text = TextOf(name, name_size, "name");
    if (function == nullptr) throw Misuse{"function: NULL"};
    Checked(host, "cr_host")
        .functions.push_back({std::string(text), [function, user](std::string_view arguments) {
                                cr_reply reply;
                                function(user, BytesOf(arguments), &reply);
                                return reply.Take();
                              }});
    return CR_OK;
  });
}

void cr_host_free(cr_host* host) noexcept { Free(host); }

cr_status cr_cancel_new(cr_cancel** cancel, cr_error** error) noexcept {
  return New(cancel, error);
}

void cr_cancel_request(cr_cancel* cancel) noexcept {
  if (IsAlive(cancel)) cancel->requested.store(true, std::memory_order_relaxed);
}

void cr_cancel_free(cr_cancel* cancel) noexcept { Free(cancel); }

}  // extern "C"
