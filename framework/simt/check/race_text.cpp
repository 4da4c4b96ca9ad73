#include "framework/simt/check/race_text.h"

#include "framework/base/text.h"

namespace llmsys::simt {
namespace {

constexpr int kWarp = 32;  // threads

const char* past(AccessKind kind) {
  return kind == AccessKind::load ? "loaded" : kind == AccessKind::store ? "stored" : "did an atomic";
}
const char* verb(AccessKind kind) {
  return kind == AccessKind::load ? "load" : kind == AccessKind::store ? "store" : "do its atomic";
}
const char* noun(AccessKind kind) {
  return kind == AccessKind::load ? "load" : kind == AccessKind::store ? "store" : "atomic";
}

bool same_warp(const Race& race) {
  return race.first.block == race.second.block && race.first.thread >= 0 &&
         race.first.thread / kWarp == race.second.thread / kWarp;
}

std::string first_thread(const Race& race, const Scene& scene) {
  if (race.first.block < 0) return "another block";
  if (race.first.block != race.second.block)
    return race.first.thread < 0 ? scene.block(race.first.block) : scene.who(race.first.block, race.first.thread);
  return race.first.thread < 0 ? "another thread of the block" : scene.thread(race.first.thread);
}

std::string one_instruction(const Race& race) {
  const bool blocks = race.first.block != race.second.block;
  return text(
      "several threads", blocks ? " of different blocks" : "", " store to one address",
      blocks ? "" : " with one instruction",
      ": whichever comes last wins (and it is a race even where all store the same value). Let one thread do it, "
      "give each an element of its own, or use an atomic.");
}

/// A plain access races with an atomic one.
std::string half_atomic(const Race& race) {
  const bool first = race.first.kind == AccessKind::atomic;
  const std::string which = first ? text("the other access is an atomic, this ", noun(race.second.kind), " is not")
                                  : text("this is an atomic, the other access, a ", noun(race.first.kind), ", is not");
  return text(which, ", and nothing orders the two: an atomic is only safe against atomics. ",
              race.first.block == race.second.block ? "Put __syncthreads() between them, or make both atomic."
                                                    : "Make both atomic, or finish the kernel in between.");
}

std::string between_blocks(const Race& race, const Scene& scene, const RaceContext& context) {
  const std::string start =
      text("blocks run at the same time and in any order: nothing makes ", scene.block(race.second.block), " ",
           verb(race.second.kind), " after ", race.first.block < 0 ? "the other block" : scene.block(race.first.block),
           " has ", past(race.first.kind), ". ");
  if (context.flags_used && !context.fenced)
    return start +
           "If an atomic or a volatile flag is meant to hand the data over: without __threadfence() between the "
           "store and the atomic, another block may see the flag before the data.";
  if (context.fenced)
    return start +
           "The kernel fences, but not on this way: the storing thread (or its block, after a barrier) must call "
           "__threadfence() and then do the atomic that the other block looks at.";
  return start +
         "Give each block its own elements, use atomics where they add up, or split the kernel in two: a launch "
         "waits for the one before.";
}

std::string inside_warp(const Race& race, const Scene& scene) {
  return text("both threads are in one warp, but its lanes need not run in step: ", scene.thread(race.second.thread),
              " may ", verb(race.second.kind), " before ", scene.thread(race.first.thread), " has ",
              past(race.first.kind), ". Put __syncwarp() between the ", noun(race.first.kind), " and the ",
              noun(race.second.kind), race.first.kind == race.second.kind ? " of the other thread" : "",
              ", or __syncthreads() if other warps have a part in it",
              race.first.kind == race.second.kind ? "." : "; if both add to it, use atomicAdd().");
}

std::string inside_block(const Race& race, const Scene& scene, const RaceContext& context) {
  const std::string first = first_thread(race, scene);
  std::string out = text("no __syncthreads() lies between the two: ", scene.thread(race.second.thread), " may ",
                         verb(race.second.kind), " before ", first, " has ", past(race.first.kind), ". ");
  if (race.first.kind == AccessKind::load)
    out += "In a loop, one is needed at the end, too, so that nobody overwrites what others still read.";
  else if (race.second.kind == AccessKind::load)
    out += "Put one behind the stores, where all threads of the block pass; if both add to it, use atomicAdd().";
  else
    out += "Put one between the two stores, or let only one of the threads store.";
  if (context.flags_used && !context.fenced)
    out += " If an atomic or a volatile flag is meant to order them, __threadfence_block() is missing before it.";
  return out;
}

std::string cause(const Race& race, const Scene& scene, const RaceContext& context) {
  if (race.first.pc == race.second.pc && race.second.kind == AccessKind::store) return one_instruction(race);
  if ((race.first.kind == AccessKind::atomic) != (race.second.kind == AccessKind::atomic)) return half_atomic(race);
  if (race.first.block != race.second.block) return between_blocks(race, scene, context);
  return same_warp(race) ? inside_warp(race, scene) : inside_block(race, scene, context);
}

}  // namespace

FindingKind kind_of(const Race& race) {
  return race.space == Space::shared ? FindingKind::race_shared : FindingKind::race_global;
}

Finding describe(const Race& race, const Scene& scene, const RaceContext& context) {
  Finding finding;
  finding.kind = kind_of(race);
  finding.kernel = scene.launch.kernel;
  finding.pc = race.second.pc;
  finding.block = race.second.block;
  finding.thread = race.second.thread;
  finding.what = text(scene.who(race.second.block, race.second.thread), ": ", access_text(race.second.kind, race.bytes),
                      " at ", scene.place(race.space, race.address, race.bytes));
  finding.before = text(first_thread(race, scene), " ", past(race.first.kind),
                        race.first.kind == AccessKind::load    ? " it"
                        : race.first.kind == AccessKind::store ? " to it"
                                                               : " on it");
  finding.before_pc = race.first.pc;
  finding.cause = cause(race, scene, context);
  return finding;
}

}  // namespace llmsys::simt
