/// @file
/// Functions of the CUDA runtime about graphs and kernels: see framework/simt/runtime_api.h.
#pragma once
#include "framework/simt/runtime_types.h"

extern "C" {

/// @name Graphs by capture
/// @{
/// From now on what is put into the stream becomes nodes of a graph and is not done.
cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode mode);
/// Ends it.
cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph);
/// Whether it is.
cudaError_t cudaStreamIsCapturing(cudaStream_t stream, cudaStreamCaptureStatus* status);
/// An empty graph.
cudaError_t cudaGraphCreate(cudaGraph_t* graph, unsigned int flags);
/// Its nodes, in the order of capture; `*count` in: room, out: how many. `nodes` null: only counts.
cudaError_t cudaGraphGetNodes(cudaGraph_t graph, cudaGraphNode_t* nodes, size_t* count);
/// Its dependences, as pairs of nodes; otherwise as cudaGraphGetNodes(). `data` may be null.
cudaError_t cudaGraphGetEdges(cudaGraph_t graph, cudaGraphNode_t* from, cudaGraphNode_t* to, cudaGraphEdgeData* data,
                              size_t* count);
/// What a node does.
cudaError_t cudaGraphNodeGetType(cudaGraphNode_t node, cudaGraphNodeType* type);
/// Makes it ready to be launched any number of times. Arguments are those of the capture.
cudaError_t cudaGraphInstantiate(cudaGraphExec_t* executable, cudaGraph_t graph, unsigned long long flags = 0);
/// Puts all its nodes into the stream.
cudaError_t cudaGraphLaunch(cudaGraphExec_t executable, cudaStream_t stream);
/// Executables of it live on.
cudaError_t cudaGraphDestroy(cudaGraph_t graph);
/// What was launched is still done.
cudaError_t cudaGraphExecDestroy(cudaGraphExec_t executable);
/// @}

/// @name Kernels
/// @{
/// Allows more than 48 KiB of dynamic shared memory; the rest is a wish.
cudaError_t cudaFuncSetAttribute(const void* kernel, cudaFuncAttribute attribute, int value);
/// What is known of a kernel: see cudaFuncAttributes.
cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attributes, const void* kernel);
/// A wish.
cudaError_t cudaFuncSetCacheConfig(const void* kernel, cudaFuncCache config);
/// How many blocks of a kernel one multiprocessor holds: see framework/simt/occupancy.h. Registers and static shared memory
/// count as 0 unless set_kernel_resources() told them.
cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, const void* kernel, int block_size,
                                                          size_t dynamic_shared);
/// The same.
cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks, const void* kernel, int block_size,
                                                                   size_t dynamic_shared, unsigned int flags);
/// Dynamic shared memory that `blocks` blocks on a multiprocessor leave each.
cudaError_t cudaOccupancyAvailableDynamicSMemPerBlock(size_t* dynamic_shared, const void* kernel, int blocks,
                                                      int block_size);
/// @}
}
