// Lab 01, tasks 1.8 and 1.9.
