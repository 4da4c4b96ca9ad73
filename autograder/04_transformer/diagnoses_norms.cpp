// Lab 04, tasks 4.2 and 4.9: mistakes in norms.
#include "autograder/04_transformer/diagnoses.h"
#include "autograder/04_transformer/op_inputs.h"

namespace llmsys::lab04 {
namespace {

using reference::NormMistake;
using reference::NormVjpMistake;

Diagnosis rms(const Words& words, NormMistake mistake) {
  return wrong("4.2", "rms_norm_forward", words, rms_norm_answer, mistake);
}

Diagnosis rms_vjp(const Words& words, NormVjpMistake mistake) {
  return wrong("4.2", "rms_norm_vjp", words, rms_norm_vjp_answer, mistake);
}

Diagnosis layer(const Words& words, NormMistake mistake) {
  return wrong("4.9", "layer_norm_forward", words, layer_norm_answer, mistake);
}

Diagnosis layer_vjp(const Words& words, NormVjpMistake mistake) {
  return wrong("4.9", "layer_norm_vjp", words, layer_norm_vjp_answer, mistake);
}

}  // namespace

std::vector<Diagnosis> norm_diagnoses() {
  return {
      rms({"mean_not_square", "the mean of x is taken, not that of its square", "the mean of squares"},
          NormMistake::mean_not_square),
      rms({"summed", "the squares are summed, not averaged: rows would get shorter as C grows", "A mean, not a sum"},
          NormMistake::summed),
      rms({"eps_outside", "eps is added to the root: add it to the mean square, under the root", "eps under the root"},
          NormMistake::eps_outside),
      rms({"root_forgotten", "x is divided by the mean square: by its root", "divide by the root"},
          NormMistake::root_forgotten),
      rms({"centred", "the mean of x was taken away first: that is LayerNorm", "takes no mean away"},
          NormMistake::centred),
      rms({"unweighted", "w is not used", "x rrms times w"}, NormMistake::unweighted),
      rms_vjp({"projection_forgotten", "dx lacks the part that goes through rrms, which depends on x, too",
               "rrms depends on x"},
              NormVjpMistake::projection_forgotten),
      rms_vjp(
          {"projection_summed", "the part along xhat is a mean over the row, not a sum", "a mean over the row again"},
          NormVjpMistake::projection_summed),
      rms_vjp({"weight_forgotten", "dx begins with g = dy w, not with dy", "g = dy w"},
              NormVjpMistake::weight_forgotten),
      rms_vjp({"rrms_forgotten", "dx lacks the factor rrms in front", "the factor rrms in front"},
              NormVjpMistake::root_forgotten),
      rms_vjp({"dw_of_x", "dw is summed over dy x: over dy xhat, with xhat = x rrms", "dw is a sum of dy xhat"},
              NormVjpMistake::dw_of_x),
      layer({"unbiased", "the variance is divided by C - 1: by C", "divided by C, not C - 1"}, NormMistake::unbiased),
      layer({"layer_eps_outside", "eps is added to the root: it belongs under it", "here, too, under the root"},
            NormMistake::eps_outside),
      layer({"not_centred", "x itself is divided: take its mean away first", "x less its mean"},
            NormMistake::not_centred),
      layer({"bias_forgotten", "b is not added", "and b is added"}, NormMistake::bias_forgotten),
      layer_vjp({"mean_of_g_forgotten", "dx lacks the mean of g: the mean of x depends on x, too",
                 "also the mean depends on x"},
                NormVjpMistake::mean_forgotten),
      layer_vjp({"layer_projection_forgotten", "dx lacks xhat times the mean of g xhat", "xhat mean(g xhat)"},
                NormVjpMistake::projection_forgotten)};
}

}  // namespace llmsys::lab04
