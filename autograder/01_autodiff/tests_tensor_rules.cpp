// Lab 01, task 1.5: rules of whole tensors.
