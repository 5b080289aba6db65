// The objects that checks look at, and the public face of the check room.
#include "chartrender/check.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <span>
#include <utility>

#include "algo/glob.h"
#include "api/boundary.h"
#include "api/data.h"
#include "api/render_run.h"
#include "api/traced_lines.h"
#include "base/line_starts.h"
#include "base/pages.h"
#include "base/utf8.h"
#include "chart/dependencies.h"
#include "chart/values.h"
#include "chartrender/images.h"
#include "check/baseline.h"
#include "check/ignores.h"
#include "check/images.h"
#include "check/objects.h"
#include "manifest/split.h"

namespace chartrender {

namespace {

constexpr std::string_view kSource = "# Source: ";

// Where a part of a text begins in it.
size_t OffsetIn(std::string_view text, std::string_view part) {
  return static_cast<size_t>(part.data() - text.data());
}

// Puts the documents of a render together as `helm template` prints them, and remembers where each
// of them lies.
class RenderedObjects {
 public:
  RenderedObjects(const Chart& chart, const RenderOptions& options,
                  const ObjectSelection& selection)
      : options_(options),
        selection_(selection),
        data_(std::make_shared<ObjectSet::Data>(options.limits)) {
    data_->owner = kept_ = std::make_shared<Kept>(chart);
    data_->default_namespace = options.release_namespace;
    data_->folder = selection.folder;
  }

  std::shared_ptr<ObjectSet::Data> Take(const Chart& chart) {
    Render(chart);
    // The memory of the render is free for the objects.
    const Reading reading(*data_);
    if (selection_.on_rendered) selection_.on_rendered(ObjectSet(data_));
    ReadParts();
    return data_;
  }

 private:
  // Tells others when the objects are read, or never will be.
  class Reading {
   public:
    explicit Reading(ObjectSet::Data& data) : data_(data) { data_.are_objects_read = false; }
    ~Reading() {
      data_.are_objects_read = true;
      data_.are_objects_read.notify_all();
    }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

   private:
    ObjectSet::Data& data_;
  };

  void Render(const Chart& chart) {
    RenderRun run(chart, options_);
    run.RunTraced([this](const manifest::SortedManifests& sorted,
                         std::span<engine::RenderedTemplate> rendered,
                         std::span<const Manifest> crds) {
      TracedLines traced(rendered);
      for (engine::RenderedTemplate& file : rendered) kept_->lines.push_back(std::move(file.lines));
      for (const Manifest& crd : crds) AddCrd(crd);
      for (const manifest::Document& document : sorted.manifests) AddPart(document, {}, traced);
      for (const manifest::Hook& hook : sorted.hooks) AddPart(hook.document, hook.events, traced);
      Assemble();
    });
    for (const CrdFile& crd : CrdFiles(run.root())) {
      data_->crd_texts.push_back({data_->arena.Copy(crd.filename), crd.file.data});
    }
  }

  struct Part {
    std::string_view path;
    std::string_view text;
    std::span<const LineTrace::Line> lines;  // the template's, of each of `text`
    std::vector<std::string> events;
    bool is_crd = false;
    size_t start = 0;  // of `text` in the whole
  };
  // What views point to.
  struct Kept {
    explicit Kept(Chart rendered) : chart(std::move(rendered)) {}
    Chart chart;
    std::deque<std::vector<LineTrace::Line>> lines;  // of each template
  };

  bool IsShown(std::string_view path) const {
    if (selection_.show_only.empty()) return true;
    const size_t slash = path.find('/');
    const std::string_view below = slash == std::string_view::npos ? path : path.substr(slash + 1);
    return std::any_of(
        selection_.show_only.begin(), selection_.show_only.end(),
        [&](const std::string& pattern) { return PathMatch(pattern, below).value_or(false); });
  }

  void AddCrd(const Manifest& crd) {
    if (!IsShown(crd.path)) return;
    Part part;
    part.path = data_->arena.Copy(crd.path);
    part.text = crd.text;
    part.is_crd = true;
    parts_.push_back(std::move(part));
  }

  void AddPart(const manifest::Document& document, const std::vector<std::string>& events,
               TracedLines& traced) {
    const bool test = std::find(events.begin(), events.end(), "test") != events.end();
    if (!events.empty() && (!selection_.hooks || (test && !selection_.tests))) return;
    if (!IsShown(document.path)) return;
    Part part;
    part.path = data_->arena.Copy(document.path);
    part.text = document.text;
    part.events = events;
    part.lines = traced.Of(document.path, document.text);
    for (const LineTrace::Line& line : part.lines) {
      if (line.program != nullptr) NoteSource(*line.program);
      if (line.caller != nullptr) NoteSource(*line.caller);
    }
    parts_.push_back(std::move(part));
  }

  static check::Origin OriginOf(std::span<const LineTrace::Line> lines, size_t number) {
    if (number >= lines.size() || lines[number].program == nullptr) return {};
    const LineTrace::Line& line = lines[number];
    check::Origin origin{line.program->name, line.line, {}, 0};
    if (line.caller != nullptr) {
      origin.caller_file = line.caller->name;
      origin.caller_line = line.caller_line;
    }
    return origin;
  }

  // Neighbouring lines come from the same template.
  void NoteSource(const Program& program) {
    if (&program == noted_[0] || &program == noted_[1]) return;
    noted_[1] = std::exchange(noted_[0], &program);
    data_->sources.emplace(program.name, program.text);
  }

  // Makes the text of all parts, which then are views of it.
  void Assemble() {
    constexpr std::string_view kMark = "---\n";
    size_t size = 0;
    for (const Part& part : parts_) {
      size += kMark.size() + kSource.size() + part.path.size() + part.text.size() + 2;
    }
    auto* const text = static_cast<char*>(data_->arena.Allocate(size, 1));
    TakePages(text, size);
    char* at = text;
    const auto put = [&](std::string_view piece) {
      at = std::copy(piece.begin(), piece.end(), at);
    };
    for (Part& part : parts_) {
      for (const std::string_view piece : {kMark, kSource, part.path, std::string_view("\n")})
        put(piece);
      part.start = static_cast<size_t>(at - text);
      put(part.text);
      put("\n");
      part.text = {text + part.start, part.text.size()};
    }
    data_->text = {text, size};
  }

  void ReadParts() {
    uint32_t line = 1;
    size_t counted = 0;
    for (Part& part : parts_) {
      line += LineEndsIn(data_->text.substr(counted, part.start - counted));
      counted = part.start;
      Parse(part, line);
    }
  }

  // A file of crds/ is one text of any number of documents.
  void Parse(Part& part, uint32_t first_line) {
    check::Document document;
    document.source = part.path;
    if (!part.is_crd) {
      document.text = part.text;
      document.first_line = first_line;
      document.origin = [lines = part.lines](uint32_t line) { return OriginOf(lines, line); };
      data_->Add(std::move(document), part.events);
      return;
    }
    data_->sources.emplace(part.path, part.text);
    const LineStarts starts(part.text);
    for (const std::string_view text : manifest::SplitDocuments(part.text)) {
      const uint32_t before = starts.LineAt(OffsetIn(part.text, text));
      check::Document one;
      one.source = part.path;
      one.text = text;
      one.first_line = first_line + before;
      one.lines_are_source = true;
      one.first_source_line = before + 1;
      data_->Add(std::move(one), {}, true);
    }
  }

  const RenderOptions& options_;
  const ObjectSelection& selection_;
  std::shared_ptr<ObjectSet::Data> data_;
  std::shared_ptr<Kept> kept_;
  std::vector<Part> parts_;
  const Program* noted_[2] = {};  // whose sources were kept last
};

// The path behind `# Source: ` where a document begins with it, else "".
std::string_view SourceComment(std::string_view text) {
  while (text.starts_with("#")) {
    const size_t end = std::min(text.find('\n'), text.size());
    if (text.starts_with(kSource))
      return TrimSpace(text.substr(kSource.size(), end - kSource.size()));
    text = TrimSpace(text.substr(end));
  }
  return {};
}

void AddFile(const FileView& file, ObjectSet::Data& data) {
  const std::string_view name = data.arena.Copy(file.path);
  const std::string_view whole = data.arena.Copy(file.data);
  data.sources.emplace(name, whole);
  const LineStarts starts(whole);
  for (const std::string_view text : manifest::SplitDocuments(whole)) {
    check::Document document;
    document.text = text;
    document.file = name;
    document.first_line = starts.LineAt(OffsetIn(whole, text)) + 1;
    document.source = SourceComment(text);
    if (document.source.empty()) {
      document.source = name;
      document.lines_are_source = true;
      document.first_source_line = document.first_line;
    }
    data.Add(std::move(document));
  }
}

}  // namespace

Result<ObjectSet> RenderObjects(const Chart& chart, const RenderOptions& options,
                                const ObjectSelection& selection) {
  return AtBoundary<ObjectSet>(
      [&] { return ObjectSet(RenderedObjects(chart, options, selection).Take(chart)); });
}

void CompileAhead(const Chart& chart) {
  const LoadedChart& root = chart.data().store().root;
  std::vector<std::pair<ptrdiff_t, const ChartFile*>> order;
  for (const ChartFile& file : root.templates) {
    order.emplace_back(std::count(file.name.begin(), file.name.end(), '/'), &file);
  }
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->name < b.second->name;
  });
  std::vector<engine::ProgramCache::File> files;
  files.reserve(order.size());
  for (const auto& [depth, file] : order) {
    files.push_back({StrCat(root.name(), "/", file->name), file->data});
  }
  (void)AtBoundary<bool>([&] {
    Budget budget{Limits()};
    chart.data().programs().CompileAhead(files, budget);
    return true;
  });
}

Result<ObjectSet> ReadObjects(std::span<const FileView> files, const Limits& limits) {
  return AtBoundary<ObjectSet>([&] {
    auto data = std::make_shared<ObjectSet::Data>(limits);
    for (const FileView& file : files) AddFile(file, *data);
    return ObjectSet(std::move(data));
  });
}

Result<std::vector<Finding>> ApplyIgnores(std::span<const CheckedObjects> checked,
                                          const Ignores& ignores) {
  return ApplyIgnores(std::vector<CheckedObjects>(checked.begin(), checked.end()), ignores);
}

Result<std::vector<Finding>> ApplyIgnores(std::vector<CheckedObjects>&& checked,
                                          const Ignores& ignores) {
  return AtBoundary<std::vector<Finding>>(
      [&] { return check::ApplyIgnores(std::move(checked), ignores); });
}

void FindIgnoresAhead(const ObjectSet& objects) {
  objects.data().are_objects_read.wait(false);
  objects.data().comments = check::FindAllComments(objects.data());
}

std::string WriteBaseline(std::span<const Finding> findings) {
  return check::WriteBaseline(findings);
}

Result<ImageReport> ListImages(const ObjectSet& objects) {
  return AtBoundary<ImageReport>([&] { return check::ImagesOf(objects.data()); });
}

}  // namespace chartrender
