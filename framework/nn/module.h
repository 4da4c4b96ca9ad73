/// @file
/// Module: a part of a model. It owns parameters, buffers and other modules, and gives them names.
///
/// @code
///   class Linear : public Module {
///    public:
///     Linear(int64_t in, int64_t out, Rng& rng) : Module("Linear"), weight_(randn({in, out}, rng)), bias_(zeros({out})) {
///       register_parameter("weight", weight_);
///       register_parameter("bias", bias_);
///     }
///
///    protected:
///     Tensor forward(const Tensor& x) override { return add(matmul(x, weight_), bias_); }  // (B,in) -> (B,out)
///
///    private:
///     Tensor weight_;  // (in,out)
///     Tensor bias_;    // (out)
///   };
/// @endcode
/// A parameter has no type of its own: it is a Tensor that was registered. This floor computes nothing.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "framework/nn/module_hooks.h"
#include "framework/tensor/named_tensor.h"
#include "framework/tensor/tensor.h"

namespace llmsys {

/// A module and the name it goes by: "blocks.0.fc1"; "" for the one that was asked.
struct NamedModule {
  std::string name;  ///< dotted
  Module* module;    ///< not owned
};

/// A part of a model.
///
/// Parameters, buffers and children are plain members of the derived class, registered by reference in its constructor;
/// that is why modules are neither copied nor moved. Call a module as `y = module(x)`, never its forward(): the call is
/// what runs the hooks. Not thread-safe: each rank has a model of its own.
class Module {
 public:
  /// @param type  "Linear", for messages
  explicit Module(std::string type);
  virtual ~Module();
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  /// "Linear".
  [[nodiscard]] const std::string& type() const { return type_; }

  /// y = module(x): forward-pre hooks, forward(x), forward hooks.
  Tensor operator()(const Tensor& x);
  /// As above, for several inputs or outputs: forward_many().
  Tensors call(Tensors inputs);

  /// @name What it has
  /// Own ones first, then those of the children, each in the order of registration. A tensor or module that was
  /// registered more than once (tied weights) is listed once, under its first name.
  /// @{
  [[nodiscard]] std::vector<NamedTensor> named_parameters() const;  ///< trained by an optimizer, unless frozen
  [[nodiscard]] std::vector<Tensor> parameters() const;             ///< the same, without names
  [[nodiscard]] std::vector<NamedTensor> named_buffers() const;     ///< what is not trained: tables, masks, counters
  [[nodiscard]] std::vector<NamedTensor> named_state() const;       ///< what a checkpoint holds: see state_dict.h
  [[nodiscard]] std::vector<NamedModule> children() const;          ///< direct ones
  [[nodiscard]] std::vector<NamedModule> named_modules();           ///< this one and all below
  [[nodiscard]] int64_t num_parameters() const;                     ///< elements of all parameters, frozen ones too
  /// @}

  /// Whether it is being trained; dropout asks. True at first.
  [[nodiscard]] bool training() const { return training_; }
  /// Says so to this module and all below.
  void train(bool on = true);
  /// train(false).
  void eval() { train(false); }

  /// Drops the gradients of all parameters. With gradients in a flat bucket, fill the bucket with 0 instead: see
  /// flat_gradients.h.
  void zero_grad();
  /// Whether gradients of all parameters here and below are wanted: false freezes them. Hooks of frozen ones are gone.
  void set_trainable(bool wanted);
  /// Puts `with` in the place of a parameter or buffer, wherever it is registered (tied weights stay tied): another
  /// dtype, or a view into flat memory. A parameter whose gradient was wanted stays so; gradient and hooks do not move.
  /// @throws ValueError if no module here or below has `old`
  void replace(const Tensor& old, Tensor with);

  /// @name Hooks
  /// Run at each call, in the order of registration, until their handle removes them; see module_hooks.h. A graph
  /// recorded before a backward hook was registered does not know of it.
  /// @{
  HookHandle register_forward_pre_hook(ForwardPreHook hook);    ///< before forward
  HookHandle register_forward_hook(ForwardHook hook);           ///< after forward
  HookHandle register_backward_pre_hook(BackwardPreHook hook);  ///< in backward, before this module's part
  HookHandle register_backward_hook(BackwardHook hook);         ///< in backward, after this module's part
                                                                /// @}

 protected:
  /// What the module computes from one tensor. Overridden by most.  @throws ValueError if it was not
  virtual Tensor forward(const Tensor& x);
  /// What it computes from several, or into several. By default forward() of the only one.
  virtual Tensors forward_many(const Tensors& inputs);
  /// Runs the hooks around `body`. For a module whose forward takes more than tensors:
  /// @code
  ///   Tensor operator()(const Tensor& x, Cache& cache) {
  ///     return with_hooks({x}, [&](const Tensors& in) { return Tensors{attend(in[0], cache)}; })[0];
  ///   }
  /// @endcode
  Tensors with_hooks(Tensors inputs, const std::function<Tensors(const Tensors&)>& body);

  /// Makes a member a parameter: a leaf whose gradient is wanted (set_requires_grad(weight_, false) freezes it again).
  /// @param name    unique in this module, without a dot    @param member  of this object: it must live as long
  /// @throws ValueError for a bad name or an undefined tensor; DTypeError if it is not of a floating dtype
  void register_parameter(std::string name, Tensor& member);
  /// Makes a member a buffer.
  /// @param persistent  whether checkpoints hold it; false for what the constructor computes anyway
  /// @throws ValueError for a bad name or an undefined tensor
  void register_buffer(std::string name, Tensor& member, bool persistent = true);
  /// Makes a member a child.  @throws ValueError for a bad name
  void register_module(std::string name, Module& child);

 private:
  enum class Kind { parameter, buffer, scratch };
  struct Slot {
    std::string name;
    Tensor* tensor;
    Kind kind;
  };

  void check_name(const std::string& name) const;
  void check_new(const std::string& name, const Tensor& member) const;
  void collect_modules(const std::string& name, std::vector<NamedModule>& all);
  template <class Wanted>
  std::vector<NamedTensor> collect_tensors(const Wanted& wanted) const;
  ModuleHooks& hooks();

  std::string type_;
  bool training_ = true;
  std::vector<Slot> slots_;
  std::vector<NamedModule> children_;
  std::shared_ptr<ModuleHooks> hooks_;  // null while there are none; graphs share it
};

}  // namespace llmsys
