/// @file
/// Watching what is computed: an observer is told of each operation that a kernel served. FLOPs are counted here.
///
/// @code
///   FlopLedger ledger;
///   Context here = context();
///   here.observer = &ledger;
///   ContextScope scope(here);
///   raw::matmul(a, b);                      // a (M,K), b (K,N)
///   ledger.flops();                         // 2 M K N
/// @endcode
///
/// **How FLOPs are counted.** By the shapes alone, in any dtype, whatever the kernel really does:
/// | operation | FLOPs |
/// |---|---|
/// | matmul (..,M,K) (..,K,N) | 2 M K N for each matrix of the batch |
/// | elementwise, comparisons too | 1 per element of the output, whatever the function |
/// | reductions, argmax, topk, all_finite | 1 per element of the input |
/// | scatter_add, index_add | 1 per element of the source |
/// | logsumexp | 4 per element of the input: max, subtract, exp, sum |
/// | softmax, log_softmax | 5 per element of the input: those, and divide or subtract |
/// | copies, conversions, fills, where, gather, scatter, index_select | 0: they move elements |
/// | views | are no calls: nothing is computed |
///
/// Operations made of others count as their parts: mean is a sum and a division. The logarithm of each row's sum, in
/// logsumexp and log_softmax, is not counted. A kernel that itself calls raw operations shows those as well.
///
/// **How bytes are counted.** The least traffic that any kernel needs: each operand's elements read once (an expanded
/// operand has fewer elements than its shape says; what is picked by index counts at most as often as it is picked),
/// each element of the output written once.
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>

#include "framework/tensor/registry.h"

namespace llmsys {

/// One operation that was computed; valid during OpObserver::called() only.
struct OpCall {
  const char* name;      ///< of the operation: "matmul"
  std::string_view who;  ///< whose kernel served it: "framework", "lab02"
  Device device;         ///< where it ran
  DType dtype;         ///< under which the kernel is registered: that of the inputs, or of what copies and fills write
  const Shape& shape;  ///< of the output
  int64_t flops;       ///< as counted above
  int64_t bytes;       ///< least traffic, as counted above
};

/// Is told of operations, through context().observer. parallel_for hands the Context to its helpers, so called() must
/// be safe to call from several threads at once.
class OpObserver {
 public:
  OpObserver() = default;
  virtual ~OpObserver() = default;
  OpObserver(const OpObserver&) = delete;
  OpObserver& operator=(const OpObserver&) = delete;
  /// After an operation has been computed; not if it threw.
  virtual void called(const OpCall& call) = 0;
};

/// Tells the Context's observer, if there is one, of an operation that was not called through raw:: (those report
/// themselves): for a lab that dispatches its own.
void report_call(const OpCall& call);

/// What several calls add up to.
struct OpTally {
  int64_t calls = 0;  ///< how many
  int64_t flops = 0;  ///< as counted above
  int64_t bytes = 0;  ///< least traffic, as counted above

  /// Adds one call.
  void add(const OpCall& call);
  /// All three are the same.
  bool operator==(const OpTally& other) const = default;
};

/// Adds up FLOPs, in total and by operation. Thread-safe.
class FlopLedger final : public OpObserver {
 public:
  /// @param upstream  an observer that is told too, so that two can watch at once; null: none
  explicit FlopLedger(OpObserver* upstream = nullptr) : upstream_(upstream) {}

  void called(const OpCall& call) override;
  /// All operations.
  [[nodiscard]] OpTally total() const;
  /// FLOPs of all operations: total().flops.
  [[nodiscard]] int64_t flops() const { return total().flops; }
  /// One operation, by its name: of("matmul").flops; zeros if it was not called.
  [[nodiscard]] OpTally of(std::string_view name) const;
  /// Every operation that was called.
  [[nodiscard]] std::map<std::string, OpTally, std::less<>> by_name() const;
  /// Forgets everything.
  void reset();

 private:
  OpObserver* upstream_;
  mutable std::mutex mutex_;
  OpTally total_;
  std::map<std::string, OpTally, std::less<>> by_name_;
};

/// Who served what: calls by (operation, device, dtype, who), as `--trace-dispatch` prints them. Thread-safe.
class DispatchTrace final : public OpObserver {
 public:
  /// @param upstream  as FlopLedger's
  explicit DispatchTrace(OpObserver* upstream = nullptr) : upstream_(upstream) {}

  void called(const OpCall& call) override;
  /// A line for each, sorted by name, under a heading; columns are aligned, FLOPs are exact:
  /// @code
  ///   operation  device  dtype  served by  calls  FLOPs
  ///   add        cpu     f32    framework     12     96
  ///   matmul     cpu     f32    lab02          3   6144
  /// @endcode
  [[nodiscard]] std::string table() const;

 private:
  using Key = std::tuple<std::string, Device, DType, std::string>;

  OpObserver* upstream_;
  mutable std::mutex mutex_;
  std::map<Key, OpTally> rows_;
};

}  // namespace llmsys
