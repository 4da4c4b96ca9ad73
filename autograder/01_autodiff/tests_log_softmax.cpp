// Lab 01, task 1.5: log-softmax.
