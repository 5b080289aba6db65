#include "chartrender/batch.h"

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace chartrender {

namespace {

// A chart with defines, tpl, regular expressions, a schema, dates and a subchart under two names.
Chart ManySided() {
  const std::vector<FileView> files = {
      {"Chart.yaml",
       "apiVersion: v2\nname: demo\nversion: 1.0.0\ndependencies:\n"
       "- {name: sub, version: 1.0.0, alias: left}\n- {name: sub, version: 1.0.0, alias: right}\n"},
      {"values.yaml", "count: 2\nlabels: {a: b}\nglobal: {zone: x}\nleft: {text: l}\n"},
      {"values.schema.json", R"({"properties":{"count":{"type":"integer","pattern":"^[0-9]+$"}}})"},
      {"templates/_h.tpl",
       "{{ define \"name\" }}{{ .Release.Name | trunc 20 | replace \"_\" \"-\" }}{{ end }}"},
      {"templates/a.yaml",
       "kind: ConfigMap\nmetadata:\n  name: {{ include \"name\" . }}\n  labels:\n"
       "{{ toYaml .Values.labels | indent 4 }}\ndata:\n{{ range $i := until (int .Values.count) }}"
       "  k{{ $i }}: {{ tpl \"{{ .Release.Namespace }}\" $ | sha256sum }}\n{{ end }}"
       "  m: {{ regexReplaceAll \"[0-9]+\" .Release.Name \"n\" | quote }}\n"
       "  d: {{ date \"2006\" 0 | quote }}\n"},
      {"charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n"},
      {"charts/sub/values.yaml", "text: none\n"},
      {"charts/sub/templates/s.yaml",
       "kind: Secret\nmetadata:\n  name: {{ .Chart.Name }}-{{ .Values.text }}\n"},
  };
  auto chart = LoadChart(files);
  REQUIRE(chart.ok());
  return chart.value();
}

RenderOptions OptionsOf(size_t index) {
  RenderOptions options;
  options.release_name = "r-" + std::to_string(index);
  options.release_namespace = "ns-" + std::to_string(index % 7);
  options.values.push_back(ValuesSource::Set("count=" + std::to_string(index % 5)));
  return options;
}

std::vector<std::string> RenderAll(const Chart& chart, size_t count, unsigned jobs) {
  std::vector<std::string> texts;
  BatchSteps steps;
  steps.release = [&](size_t index) { return BatchRelease{chart, OptionsOf(index)}; };
  steps.take = [&](size_t index, std::string text) {
    CHECK(index == texts.size());
    texts.push_back(std::move(text));
    return true;
  };
  RenderBatch(count, steps, jobs);
  return texts;
}

}  // namespace

TEST_CASE("one chart, eight releases at once") {
  const Chart chart = ManySided();
  std::array<std::string, 8> texts;
  std::vector<std::thread> threads;
  for (size_t i = 0; i < texts.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto result = Render(chart, OptionsOf(i));
      texts[i] = result.ok() ? result.value().Text() : result.error().message;
    });
  }
  for (std::thread& thread : threads) thread.join();
  const Chart alone = ManySided();
  for (size_t i = 0; i < texts.size(); ++i) {
    const auto result = Render(alone, OptionsOf(i));
    REQUIRE(result.ok());
    CHECK(texts[i] == result.value().Text());
  }
}

TEST_CASE("a batch gives what single renders give, in order, whatever the number of threads") {
  constexpr size_t count = 100;
  const Chart chart = ManySided();
  const std::vector<std::string> texts = RenderAll(chart, count, 8);
  REQUIRE(texts.size() == count);
  CHECK(texts == RenderAll(chart, count, 1));
  for (size_t i = 0; i < count; ++i) {
    const auto result = Render(chart, OptionsOf(i));
    REQUIRE(result.ok());
    CHECK(texts[i] == result.value().Text());
  }
  CHECK(RenderAll(chart, 0, 4).empty());
}

TEST_CASE("failures stand in their places; a batch ends where nobody takes more") {
  const Chart chart = ManySided();
  BatchSteps steps;
  steps.release = [&](size_t index) -> Result<BatchRelease> {
    if (index % 3 != 1) return BatchRelease{chart, OptionsOf(index)};
    Error error;
    error.message = "no release " + std::to_string(index);
    return error;
  };
  steps.text = [](size_t index, const Result<RenderResult>& result) {
    return std::to_string(index) + (result.ok() ? " ok" : " " + result.error().message);
  };
  std::vector<std::string> texts;
  steps.take = [&](size_t /*index*/, std::string text) {
    texts.push_back(std::move(text));
    return texts.size() < 5;
  };
  RenderBatch(1000, steps, 4);
  CHECK(texts ==
        std::vector<std::string>{"0 ok", "1 no release 1", "2 ok", "3 ok", "4 no release 4"});
}

TEST_CASE("what a text holds does not pile up before it is taken") {
  const Chart chart = ManySided();
  std::atomic<size_t> begun = 0;
  size_t most = 0;
  BatchSteps steps;
  steps.release = [&](size_t index) {
    ++begun;
    return BatchRelease{chart, OptionsOf(index)};
  };
  steps.take = [&](size_t index, const std::string& /*text*/) {
    most = std::max(most, begun - index);
    return true;
  };
  RenderBatch(500, steps, 4);
  CHECK(begun == 500);
  CHECK(most <= 4 * 8 + 1);
}

}  // namespace chartrender
