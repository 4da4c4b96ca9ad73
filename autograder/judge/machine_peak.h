/// @file
/// What one core of this machine can do at most, as measured here.
#pragma once

namespace llmsys {

/// Limits of a core that no program passes.
struct MachinePeak {
  double bytes_per_second = 0;  ///< read and written, out of the first cache
  double flops_per_second = 0;  ///< float32 multiplications and additions
};

/// Measured once, in some milliseconds: the best of several runs, times four for what these loops leave unused.
const MachinePeak& machine_peak();

/// Seconds that nobody can undercut: the roofline's floor.  Williams, Waterman, Patterson 2009, "Roofline", CACM 52(4).
double least_seconds(double bytes, double flops);

}  // namespace llmsys
