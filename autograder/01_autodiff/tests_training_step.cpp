// Lab 01, task 1.7: a training step.
