// The emulator's knobs where a GPU takes its place, in preset cuda: they turn nothing. Scenarios need not ask where they run.
#include "framework/simt/arena.h"
#include "framework/simt/launch.h"
#include "framework/simt/streams.h"

namespace llmsys::simt {

const ExecutorOptions& executor_options() {
  static const ExecutorOptions options;
  return options;
}
void set_executor_options(const ExecutorOptions& /*options*/) {}

void set_stream_mode(StreamMode /*mode*/, uint64_t /*seed*/) {}
StreamMode stream_mode() { return StreamMode::eager; }
std::vector<Finding> stream_findings() { return {}; }

MemoryObserver* memory_observer() { return nullptr; }
void set_memory_observer(MemoryObserver* /*listener*/) {}

}  // namespace llmsys::simt
