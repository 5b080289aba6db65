// Values composed to be looked at: conditions, tags and imports need them for every level of
// subcharts, before the values that templates get are composed once (values.h). Nothing is copied
// that need not differ, and a subchart that is composed again from the same start gives the same
// map, so that a deep tree of charts costs what its values cost, not their square. One preview
// belongs to one operation; its results live in its arena and are never written.
#pragma once

#include <map>
#include <utility>

#include "chart/dependencies.h"
#include "chart/log.h"
#include "value/map.h"

namespace chartrender {

class ValuesPreview {
 public:
  // `merge`: nulls are kept (util.MergeValues), else they delete (util.CoalesceValues).
  ValuesPreview(Arena& arena, Log& log, bool merge) : arena_(arena), log_(log), merge_(merge) {}

  // The chart's and its subcharts' defaults under `values` (may be null). To be read only: parts
  // are those of `values` and of the charts. Throws as CoalesceValues does.
  Map* Compose(const ChartInstance& chart, const Map* values);

  // Whether subcharts may be remembered: not when one of them may change between two calls after it
  // was part of the first.
  void Remember(bool allowed);

  // Of a chart and the map that its values start from: the map they become where the parent has no
  // globals. For the composer.
  using Key = std::pair<const ChartInstance*, const Map*>;
  using Memory = std::map<Key, const Map*>;

 private:
  Arena& arena_;
  Log& log_;
  bool merge_;
  bool remembers_ = true;
  Memory memory_;
};

}  // namespace chartrender
