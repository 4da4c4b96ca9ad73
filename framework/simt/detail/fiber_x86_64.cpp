// The switch on x86-64, System V: the callee's registers go on the old stack and come from the new one. It ends in pop and
// jmp: a ret would be predicted to return to whoever called on the old stack, and cost four times as much.
// Control words of the floating point units are not switched: kernels do not change them.
#include <cstdint>

#include "framework/simt/detail/fiber.h"

asm(R"(
.text
.p2align 5
.globl llmsys_simt_switch
.type llmsys_simt_switch, @function
llmsys_simt_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  popq %rcx
  jmpq *%rcx
.size llmsys_simt_switch, .-llmsys_simt_switch
)");

namespace llmsys::simt::detail {

FiberContext make_fiber(void* top, void (*entry)()) {
  constexpr int kRegisters = 6;
  auto* slot = static_cast<uintptr_t*>(top);
  *--slot = 0;  // where a return address would be: a function begins 8 bytes off a multiple of 16
  *--slot = reinterpret_cast<uintptr_t>(entry);
  for (int i = 0; i < kRegisters; ++i) *--slot = 0;
  return slot;
}

}  // namespace llmsys::simt::detail
