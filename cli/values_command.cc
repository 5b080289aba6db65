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
  if (!chart.ok()) return session.Fail(chart.error());
  values.Apply(options);
  const auto text = CoalescedValues(chart.value(), options);
  if (!text.ok()) return session.Fail(text.error());
  session.terminal.Print(text.value());
  if (!text.value().ends_with('\n')) session.terminal.Print("\n");
  return ExitCode::kDone;
}

}  // namespace chartrender::cli
