// Lab 06: what is timed of it.
#include <vector>

#include "autograder/worker/timed_scenarios.h"
#include "framework/tensor/factories.h"
#include "labs/06_pretraining/duplicates.h"

namespace llmsys {
namespace {

// Links come as a tensor (L,2): a list of values would take longer to read than to cluster.
Values clustered(const Values& in) {
  const Tensor& numbers = in["links"].tensor();
  const int64_t* data = numbers.data<int64_t>();
  std::vector<lab06::Link> links;
  for (int64_t i = 0; i < numbers.size(0); ++i)
    links.emplace_back(static_cast<size_t>(data[2 * i]), static_cast<size_t>(data[2 * i + 1]));
  const std::vector<size_t> first = lab06::clusters(static_cast<size_t>(in["documents"].integer()), links);
  return {{"first", from_vector(std::vector<int64_t>(first.begin(), first.end()), {std::ssize(first)})}};
}

}  // namespace

void add_timed_scenarios(ScenarioTable& table) {
  table.add_session("timed_clusters", [](const Values&) -> Session {
    return [](std::string_view, const Values& in) { return clustered(in); };
  });
}

}  // namespace llmsys
