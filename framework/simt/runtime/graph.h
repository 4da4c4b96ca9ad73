/// @file
/// Graphs of operations, and streams that are being captured into one.
#pragma once
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "framework/simt/runtime/operation.h"

/// A node of a graph. cudaGraphNode_t points to it.
struct CUgraphNode_st {
  llmsys::simt::Work work;      ///< what
  llmsys::simt::Action action;  ///< done at each launch
  std::vector<int> after;       ///< numbers of nodes that come before
};

namespace llmsys::simt {

/// Nodes in the order of capture, which respects their dependences.
using GraphNodes = std::vector<std::shared_ptr<CUgraphNode_st>>;

/// A capture in progress: shared by all streams that joined it.
struct Capture {
  CUstream_st* origin = nullptr;                             ///< where it began and has to end
  cudaStreamCaptureMode mode = cudaStreamCaptureModeGlobal;  ///< what else is forbidden meanwhile
  std::thread::id thread;                                    ///< who began it
  GraphNodes nodes;                                          ///< so far
  std::string spoilt;                                        ///< why there will be no graph; "" if nothing is wrong
};

}  // namespace llmsys::simt

/// A graph.
struct CUgraph_st {
  llmsys::simt::GraphNodes nodes;  ///< its operations
};

/// A graph that can be launched.
struct CUgraphExec_st {
  llmsys::simt::GraphNodes nodes;  ///< shared with the graph: nodes do not change
};
