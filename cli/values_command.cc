// `render values CHART`: the values that the chart's templates would see.
#include "commands.h"
#include "render_setup.h"
#include "value_sources.h"

namespace chartrender::cli {

ExitCode RunValues(const Session& session, const Arguments& arguments) {
  const ValueSources values(arguments);
  RenderOptions options = BaseOptions(session);
  const auto chart =
      LoadChartAfterValues(arguments.positional()[0], BaseLoadOptions(session), values, options);
  if (!chart.ok()) {
    session.Report(chart.error());
    return ExitCodeOf(chart.error());
  }
  values.Apply(options);
  const auto text = CoalescedValues(chart.value(), options);
  if (!text.ok()) {
    session.Report(text.error());
    return ExitCodeOf(text.error());
  }
  session.terminal.Print(text.value());
  if (!text.value().ends_with('\n')) session.terminal.Print("\n");
  return ExitCode::kDone;
}

}  // namespace chartrender::cli
